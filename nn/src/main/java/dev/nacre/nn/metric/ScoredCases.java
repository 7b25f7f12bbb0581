package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Cases in the order of their scores, highest first, sorted once; each figure of them is then O(cases), whatever number
 * of times each case counts. This is what a {@link Bootstrap} asks for: {@code bootstrap.intervals(List.of(cases::area,
 * cases::averagePrecision))} sorts no draw.
 */
public final class ScoredCases {
    private final int[] order;
    private final int[] ends;
    private final boolean[] positive;

    /** Of both classes, the cases at or above each different score: {@code [different scores]}, highest first. */
    private record Above(long[] positives, long[] negatives) {
        long allPositives() {
            return positives[positives.length - 1];
        }

        long allNegatives() {
            return negatives[negatives.length - 1];
        }

        boolean oneClass() {
            return allPositives() == 0 || allNegatives() == 0;
        }
    }

    private ScoredCases(int[] order, int[] ends, boolean[] positive) {
        this.order = order;
        this.ends = ends;
        this.positive = positive;
    }

    /**
     * Sorts. O(n log n).
     *
     * @param positive of each case, whether it has what is looked for
     * @param scores   of each case, a higher one meaning positive; may be infinite
     * @throws InputException if there is a score that is no number, or only one class
     */
    public static ScoredCases of(boolean[] positive, double[] scores) {
        if (positive.length != scores.length) {
            throw new IllegalArgumentException(positive.length + " labels and " + scores.length
                    + " scores: give one of each for every case");
        }
        for (int index = 0; index < scores.length; index++) {
            if (Double.isNaN(scores[index])) {
                throw new InputException("the score of case " + (index + 1) + " of " + scores.length
                        + " is not a number, so the cases cannot be ordered: leave it out, or mend what gave it");
            }
        }
        long positives = IntStream.range(0, positive.length).filter(index -> positive[index]).count();
        if (positives == 0 || positives == positive.length) {
            throw new InputException("a ROC curve compares positive with negative cases, and of these "
                    + positive.length + " cases " + (positives == 0 ? "none is" : "all are")
                    + " positive: evaluate on cases of both kinds");
        }
        int[] order = SortedOrder.falling(scores);
        // Compared as numbers, so that 0 and −0 tie.
        int[] ends = IntStream.rangeClosed(1, order.length)
                .filter(place -> place == order.length || scores[order[place]] != scores[order[place - 1]]).toArray();
        boolean[] sorted = new boolean[order.length];
        for (int place = 0; place < sorted.length; place++) {
            sorted[place] = positive[order[place]];
        }
        return new ScoredCases(order, ends, sorted);
    }

    /** Indices of cases, highest score first. */
    int[] order() {
        return order;
    }

    /** For each run of equal scores, the place behind its last case. */
    int[] ends() {
        return ends;
    }

    /**
     * The area under the ROC curve: the share of pairs of a positive and a negative case in which the positive has the
     * higher score; equal scores count half. Counted in whole numbers, hence exact up to the last division.
     *
     * @param times how often each case counts: {@code [cases]}, in the order given
     * @return NaN if no positive or no negative case counts
     */
    public double area(int[] times) {
        Above above = above(times);
        long twiceWon = 0;
        long positivesAbove = 0;
        long negativesAbove = 0;
        for (int run = 0; run < ends.length; run++) {
            twiceWon += (above.negatives[run] - negativesAbove) * (positivesAbove + above.positives[run]);
            positivesAbove = above.positives[run];
            negativesAbove = above.negatives[run];
        }
        return twiceWon / (2.0 * positivesAbove * negativesAbove);
    }

    /** {@link #area(int[])} with every case once. */
    public double area() {
        return area(once());
    }

    /**
     * See {@link AveragePrecision}.
     *
     * @param times how often each case counts: {@code [cases]}, in the order given
     * @return NaN if no positive or no negative case counts
     */
    public double averagePrecision(int[] times) {
        Above above = above(times);
        if (above.oneClass()) {
            return Double.NaN;
        }
        double sum = 0;
        long before = 0;
        for (int run = 0; run < ends.length; run++) {
            long found = above.positives[run];
            if (found > before) {
                sum += (found - before) * ((double) found / (found + above.negatives[run]));
                before = found;
            }
        }
        return sum / before;
    }

    /** {@link #averagePrecision(int[])} with every case once. */
    public double averagePrecision() {
        return averagePrecision(once());
    }

    /**
     * The highest sensitivity among thresholds with at least this specificity; 0 where only calling no case positive is
     * that specific.
     *
     * @param specificity above 0, at most 1
     * @param times       how often each case counts: {@code [cases]}, in the order given
     * @return NaN if no positive or no negative case counts
     */
    public double sensitivityAt(double specificity, int[] times) {
        Above above = above(times);
        if (above.oneClass()) {
            return Double.NaN;
        }
        long found = 0;
        for (int run = 0; run < ends.length && specificity(above, run) >= specificity; run++) {
            found = above.positives[run];
        }
        return (double) found / above.allPositives();
    }

    /**
     * The highest specificity among thresholds with at least this sensitivity.
     *
     * @param sensitivity above 0, at most 1
     * @param times       how often each case counts: {@code [cases]}, in the order given
     * @return NaN if no positive or no negative case counts
     */
    public double specificityAt(double sensitivity, int[] times) {
        Above above = above(times);
        if (above.oneClass()) {
            return Double.NaN;
        }
        int run = 0;
        while ((double) above.positives[run] / above.allPositives() < sensitivity) {
            run++;
        }
        return specificity(above, run);
    }

    /** Of counts, not as 1 − a rate: 1 − 0.07 is not quite 0.93, and would miss a wanted 0.93. */
    private static double specificity(Above above, int run) {
        return (double) (above.allNegatives() - above.negatives[run]) / above.allNegatives();
    }

    private Above above(int[] times) {
        if (times.length != order.length) {
            throw new IllegalArgumentException(times.length + " numbers of times and " + order.length
                    + " cases: say for every case how often it counts");
        }
        long[] positives = new long[ends.length];
        long[] negatives = new long[ends.length];
        long found = 0;
        long all = 0;
        int place = 0;
        for (int run = 0; run < ends.length; run++) {
            for (int end = ends[run]; place < end; place++) {
                int here = times[order[place]];
                all += here;
                found += positive[place] ? here : 0;
            }
            positives[run] = found;
            negatives[run] = all - found;
        }
        return new Above(positives, negatives);
    }

    private int[] once() {
        int[] once = new int[order.length];
        Arrays.fill(once, 1);
        return once;
    }
}
