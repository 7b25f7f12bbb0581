package dev.nacre.core.memory;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A moment after which nobody wants to wait any more; one may span several waits. */
public final class Deadline {
    private final long start = System.nanoTime();
    private final long nanos;

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /** From now; durations of more than some hundred years never pass. */
    public static Deadline in(Duration patience) {
        return new Deadline(TimeUnit.NANOSECONDS.convert(patience));
    }

    /** Nanoseconds until then; 0 or less when it has passed. */
    public long nanosLeft() {
        return nanos == Long.MAX_VALUE ? nanos : nanos - (System.nanoTime() - start);
    }
}
