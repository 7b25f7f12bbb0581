package dev.nacre.nn.train;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Turns Ctrl-C and SIGTERM into a question that a training asks before each step, and keeps the process alive until
 * the training has saved itself and this signal is closed. For programs; a library embedded in another one asks
 * somebody else. Close it when the training has ended.
 */
public final class StopSignal implements BooleanSupplier, AutoCloseable {
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean asked;

    /**
     * Listens from now on.
     *
     * @param patience how long the process waits for the training to end, at most; the rest of a long step counts
     * @param unit     of the patience
     * @param onAsked  is called once, on another thread, when somebody asks: to tell the user
     */
    public StopSignal(long patience, TimeUnit unit, Runnable onAsked) {
        hook = new Thread(() -> {
            asked = true;
            onAsked.run();
            try {
                ended.await(patience, unit);
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }, "nacre-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public boolean getAsBoolean() {
        return asked;
    }

    @Override
    public void close() {
        ended.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException shuttingDown) {
                // The signal came between the question and the removal; the hook no longer waits.
                asked = true;
            }
        }
    }
}
