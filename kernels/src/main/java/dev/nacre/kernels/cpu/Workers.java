package dev.nacre.kernels.cpu;

import dev.nacre.core.memory.MemoryMeter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * The bounded pool of platform daemon threads that the CPU kernels share.
 *
 * <p>Work is cut into parts by its shape, never by who happens to be free, and no kernel adds two parts in an order
 * that depends on timing: results have the same bits at any number of threads. The calling thread works too, so a
 * pool that is busy with another caller slows a kernel down but cannot block it. Inside a part, nested work runs in
 * place. Threads end after some idle seconds, so that a class loader can go.
 */
public final class Workers {
    /** Property with the number of threads; the default is the number of processors. */
    public static final String THREADS_PROPERTY = "nacre.threads";
    private static final Duration IDLE = Duration.ofSeconds(5);
    /** Roughly the number of simple operations that pay for waking a thread. */
    private static final long GRAIN = 1 << 15;
    /** How long a thread looks for work, or for the end of work, before it sleeps: about what waking it takes. */
    private static final long PATIENCE_NANOS = 50_000;
    private static final ThreadLocal<Boolean> INSIDE = ThreadLocal.withInitial(() -> false);

    private final int threads;
    private final ThreadPoolExecutor pool;

    Workers(int threads, Duration idle) {
        this.threads = threads;
        this.pool = threads == 1 ? null : startPool(threads - 1, idle);
    }

    /**
     * A pool of its own with the given number of threads, the caller included.
     *
     * @throws IllegalArgumentException when {@code threads} is not positive
     */
    public static Workers of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("The CPU kernels need at least 1 thread, but " + threads
                    + " were asked for (property " + THREADS_PROPERTY + ")");
        }
        return new Workers(threads, IDLE);
    }

    /** The pool that the property {@value #THREADS_PROPERTY} describes. */
    public static Workers configured() {
        var text = System.getProperty(THREADS_PROPERTY, "").strip();
        if (text.isEmpty()) {
            return of(Runtime.getRuntime().availableProcessors());
        }
        try {
            return of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The property " + THREADS_PROPERTY
                    + " must be a whole number of threads, "
                    + "for example 4, but is '" + text + "'", e);
        }
    }

    /** The number of threads that a kernel may use, the caller included. */
    public int threads() {
        return threads;
    }

    /** A range of rows, tiles or elements: {@code begin} included, {@code end} excluded. */
    @FunctionalInterface
    public interface RangeBody {
        void run(long begin, long end);
    }

    /** One part of a piece of work. */
    @FunctionalInterface
    public interface PartBody {
        void run(int part);
    }

    /**
     * Runs {@code body} over {@code [0, count)} in contiguous ranges.
     *
     * @param count      number of independent items
     * @param costOfItem rough number of simple operations an item takes: small work stays on the calling thread
     */
    public void ranges(long count, long costOfItem, RangeBody body) {
        if (count <= 0) {
            return;
        }
        int parts = (int) Math.min(partsFor(count, costOfItem), Integer.MAX_VALUE);
        if (parts == 1) {
            body.run(0, count);
            return;
        }
        parts(parts, part -> body.run(count * part / parts, count * (part + 1) / parts));
    }

    /** Runs every part in {@code [0, count)}; returns when all are done, and passes on the first failure. */
    public void parts(int count, PartBody body) {
        if (count <= 1 || threads == 1 || INSIDE.get()) {
            for (int part = 0; part < count; part++) {
                body.run(part);
            }
            return;
        }
        var batch = new Batch(count, body);
        var meter = MemoryMeter.current();
        Runnable help = meter == null ? batch : () -> meter.run(batch);
        int helpers = Math.min(threads, count) - 1;
        for (int helper = 0; helper < helpers; helper++) {
            pool.execute(help);
        }
        batch.run();
        batch.awaitEnd();
    }

    private long partsFor(long count, long costOfItem) {
        if (threads == 1 || INSIDE.get()) {
            return 1;
        }
        long worthwhile = 1 + count * Math.max(1, costOfItem) / GRAIN;
        return Math.min(Math.min(threads, count), worthwhile);
    }

    private static ThreadPoolExecutor startPool(int size, Duration idle) {
        var number = new AtomicInteger();
        var pool = new ThreadPoolExecutor(size, size, idle.toMillis(), TimeUnit.MILLISECONDS,
                new PatientQueue(),
                task -> Thread.ofPlatform().daemon().name("nacre-cpu-" + number.incrementAndGet()).unstarted(task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Whether {@code done} within a short while. */
    private static boolean soon(BooleanSupplier done) {
        long start = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** The next kernel often follows at once: a thread that slept in between would come late to it. */
    private static final class PatientQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1;

        @Override
        public Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
            soon(() -> !isEmpty());
            return super.poll(timeout, unit);
        }
    }

    /** Parts are claimed one by one, so a helper that comes late finds nothing left and returns at once. */
    private static final class Batch implements Runnable {
        private final int count;
        private final PartBody body;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch open;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Batch(int count, PartBody body) {
            this.count = count;
            this.body = body;
            this.open = new CountDownLatch(count);
        }

        @Override
        public void run() {
            INSIDE.set(true);
            try {
                for (int part = next.getAndIncrement(); part < count; part = next.getAndIncrement()) {
                    runPart(part);
                }
            } finally {
                INSIDE.set(false);
            }
        }

        private void runPart(int part) {
            try {
                if (failure.get() == null) {
                    body.run(part);
                }
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                open.countDown();
            }
        }

        void awaitEnd() {
            soon(() -> open.getCount() == 0);
            boolean interrupted = false;
            while (true) {
                try {
                    open.await();
                    break;
                } catch (InterruptedException e) {
                    // The other threads still write into the caller's memory: leaving now would be unsafe.
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            switch (failure.get()) {
                case null -> { }
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure.get());
            }
        }
    }
}
