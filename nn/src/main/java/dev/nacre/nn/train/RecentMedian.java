package dev.nacre.nn.train;

import java.util.Arrays;

/** The median of the last few numbers: a pace that one slow step does not spoil. */
final class RecentMedian {
    private static final int MEMORY = 31;

    private final double[] recent = new double[MEMORY];
    private int count;

    void add(double value) {
        recent[count++ % MEMORY] = value;
    }

    /** 0 before the first number. */
    double median() {
        int known = Math.min(count, MEMORY);
        double[] sorted = Arrays.copyOf(recent, known);
        Arrays.sort(sorted);
        return known == 0 ? 0 : sorted[known / 2];
    }
}
