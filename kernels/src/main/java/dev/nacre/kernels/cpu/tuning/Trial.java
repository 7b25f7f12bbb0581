package dev.nacre.kernels.cpu.tuning;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * One shape of one kernel: the variants take turns on the first calls, then the fastest is used. Safe for many
 * threads, without a lock once a variant is chosen.
 *
 * <p>The first call of each variant is not counted: it emits code and reads memory for the first time. Of the others
 * the shortest counts, since nothing but the variant itself makes a call shorter.
 */
final class Trial {
    private static final int UNDECIDED = -1;
    private static final int MOST_CALLS = 6;
    /** Fewer are enough where they take so long together. */
    private static final int LEAST_CALLS = 3;
    private static final long ENOUGH_NANOS = 20_000_000;
    /** What another variant must save before it replaces the one of the rules. */
    private static final double SAVING = 0.05;

    private final int[] calls;
    private final long[] total;
    private final long[] shortest;
    private int begun;
    private volatile int chosen = UNDECIDED;

    /** A trial of so many variants; the first is the one that the rules say. */
    Trial(int variants) {
        this.calls = new int[variants];
        this.total = new long[variants];
        this.shortest = new long[variants];
        Arrays.fill(shortest, Long.MAX_VALUE);
    }

    /** A trial that is over. */
    static Trial decided(int variants, int chosen) {
        var trial = new Trial(variants);
        trial.chosen = chosen;
        return trial;
    }

    boolean isDecided() {
        return chosen != UNDECIDED;
    }

    /** The variant for the next call. */
    int next() {
        int found = chosen;
        return found == UNDECIDED ? turn() : found;
    }

    private synchronized int turn() {
        return begun++ % calls.length;
    }

    /** A call took so long. @return whether this call decided the trial */
    synchronized boolean took(int variant, long nanos) {
        if (isDecided()) {
            return false;
        }
        if (calls[variant]++ > 0) {
            total[variant] += nanos;
            shortest[variant] = Math.min(shortest[variant], nanos);
        }
        for (int i = 0; i < calls.length; i++) {
            if (calls[i] <= (total[i] < ENOUGH_NANOS ? MOST_CALLS : LEAST_CALLS)) {
                return false;
            }
        }
        int best = 0;
        for (int i = 1; i < calls.length; i++) {
            if (shortest[i] < shortest[best] && shortest[i] < (1 - SAVING) * shortest[0]) {
                best = i;
            }
        }
        chosen = best;
        return true;
    }

    /** The shortest counted call of a variant in nanoseconds; empty where none was counted in this process. */
    synchronized OptionalLong shortest(int variant) {
        return shortest[variant] == Long.MAX_VALUE ? OptionalLong.empty()
                : OptionalLong.of(shortest[variant]);
    }
}
