package dev.nacre.nn.train;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Writes files one after the other, beside the training. What fails is thrown to whoever asks next. For one thread that
 * asks; no thread is left behind where nothing is being written.
 */
final class FileQueue {
    /** Files whose content waits in memory at a time. */
    private static final int MOST = 2;

    private final Queue<FutureTask<Void>> underWay = new ArrayDeque<>();
    private FutureTask<Void> last = new FutureTask<>(() -> { }, null);

    FileQueue() {
        last.run();
    }

    /** Lets {@code writing} begin after all that were given before; waits where too many still wait. */
    void add(Runnable writing) {
        while (underWay.size() >= MOST) {
            finishOne();
        }
        FutureTask<Void> before = last;
        last = new FutureTask<>(() -> {
            awaitQuietly(before);
            writing.run();
        }, null);
        underWay.add(last);
        Thread.ofPlatform().name("nacre-checkpoint").start(last);
    }

    /** Throws what has failed by now; waits for nothing. */
    void check() {
        while (!underWay.isEmpty() && underWay.peek().isDone()) {
            finishOne();
        }
    }

    /** Waits until all is written. @throws RuntimeException the first thing that failed */
    void finish() {
        RuntimeException first = null;
        while (!underWay.isEmpty()) {
            try {
                finishOne();
            } catch (RuntimeException failed) {
                if (first == null) {
                    first = failed;
                } else {
                    first.addSuppressed(failed);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void finishOne() {
        FutureTask<Void> task = underWay.remove();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException again) {
                    // A file that is half written helps nobody.
                    interrupted = true;
                } catch (ExecutionException failed) {
                    throw thrown(failed.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What failed there is told where it was asked for. */
    private static void awaitQuietly(FutureTask<Void> task) {
        try {
            task.get();
        } catch (ExecutionException told) {
            System.getLogger(FileQueue.class.getName()).log(System.Logger.Level.DEBUG, "the file before failed", told);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException thrown(Throwable cause) {
        return switch (cause) {
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            default -> new IllegalStateException(cause);
        };
    }
}
