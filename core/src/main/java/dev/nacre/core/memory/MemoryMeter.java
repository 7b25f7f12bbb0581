package dev.nacre.core.memory;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Measures how much of the pool a piece of work holds at its most, whatever else happens in the process. It sees what
 * the work's own thread takes, and what threads take that kernels ask for help. Inside another meter only the inner one
 * counts. Safe for many threads.
 */
public final class MemoryMeter {
    private static final ScopedValue<MemoryMeter> CURRENT = ScopedValue.newInstance();

    private final AtomicLong held = new AtomicLong();
    private final AtomicLong most = new AtomicLong();

    /** A meter that has seen nothing. */
    public MemoryMeter() {
    }

    /** The meter of the work that is running here, or null. */
    public static MemoryMeter current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /** Runs {@code work}; what it takes from the pool is counted until it is given back. */
    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }

    /** As {@link #run}, for what gives a result. */
    public <T> T call(Supplier<T> work) {
        return ScopedValue.where(CURRENT, this).call(work::get);
    }

    /** Most bytes that were held at a time. */
    public long most() {
        return most.get();
    }

    void taken(long bytes) {
        most.accumulateAndGet(held.addAndGet(bytes), Math::max);
    }

    void givenBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
