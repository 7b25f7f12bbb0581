package dev.nacre.bench.gpu;

import java.util.Arrays;

/**
 * How long is measured.
 *
 * @param warmUp  uncounted runs at least
 * @param samples counted groups of runs
 * @param group   seconds that a group takes at least, so that waiting for the device does not count
 * @param most    seconds after which no further sample of a line begins, once there are three
 */
record Effort(int warmUp, int samples, double group, double most) {
    static final Effort QUICK = new Effort(2, 5, 0.02, 2);
    static final Effort FULL = new Effort(3, 15, 0.05, 12);
    private static final int FEWEST = 3;
    private static final int MOST_RUNS = 1000;

    /** Runs something so many times one after the other. */
    @FunctionalInterface
    interface Runs {
        /** Seconds of one of {@code count} runs, with nothing under way before and after. */
        double seconds(int count);
    }

    Timing measure(Runs runs) {
        double start = System.nanoTime();
        double one = runs.seconds(1);
        for (int i = 1; i < warmUp; i++) {
            one = runs.seconds(1);
        }
        int count = (int) Math.clamp(Math.ceil(group / Math.max(one, 1e-9)), 1, MOST_RUNS);
        double[] found = new double[samples];
        int taken = 0;
        while (taken < samples && (taken < Math.min(FEWEST, samples) || (System.nanoTime() - start) * 1e-9 < most)) {
            found[taken++] = runs.seconds(count);
        }
        return Timing.of(Arrays.copyOf(found, taken));
    }
}
