package dev.nacre.kernels.cpu.block;

import dev.nacre.kernels.cpu.Workers;

/**
 * How rows are cut for sums: into slices that depend on the shape alone, each summed in order, the slices in order
 * afterwards. A thread takes neighbouring slices, so neither the number of threads nor their speed changes a bit.
 */
record Slices(long rows, int count) {
    private static final int MOST = 8;

    /** Slices of at least {@code least} rows, at most eight. */
    static Slices of(long rows, long least) {
        return new Slices(rows, Math.clamp(rows / Math.max(1, least), 1, MOST));
    }

    long begin(int slice) {
        return rows * slice / count;
    }

    long end(int slice) {
        return begin(slice + 1);
    }

    /** Slices from {@code first} on, before {@code end}. */
    interface Body {
        void run(int first, int end);
    }

    /** Runs all slices, neighbouring ones together. */
    void run(Workers workers, Body body) {
        int parts = Math.min(workers.threads(), count);
        workers.parts(parts, part -> body.run(count * part / parts, count * (part + 1) / parts));
    }
}
