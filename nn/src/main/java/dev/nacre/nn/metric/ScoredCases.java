package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Cases in the order of their scores, highest first, sorted once; whatever counts over them is then one pass.
 *
 * @param order   indices of cases, highest score first
 * @param ends    for each run of equal scores, the place behind its last case
 * @param positive of each case, whether it has what is looked for
 * @param scores  of each case
 */
record ScoredCases(int[] order, int[] ends, boolean[] positive, double[] scores) {
    /** Sorts. @throws InputException if there is a score that is no number, or only one class */
    static ScoredCases of(boolean[] positive, double[] scores) {
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
        int[] order = IntStream.range(0, scores.length).boxed()
                .sorted(Comparator.comparingDouble((Integer index) -> -scores[index]).thenComparingInt(index -> index))
                .mapToInt(Integer::intValue).toArray();
        // Compared as numbers, so that 0 and −0 tie.
        int[] ends = IntStream.rangeClosed(1, order.length)
                .filter(place -> place == order.length || scores[order[place]] != scores[order[place - 1]]).toArray();
        return new ScoredCases(order, ends, positive, scores);
    }

    /**
     * The share of pairs of a positive and a negative case in which the positive has the higher score; equal scores
     * count half. Counted in whole numbers, hence exact up to the last division. O(cases).
     *
     * @param times how often each case counts
     * @return NaN if no positive or no negative case counts
     */
    double area(int[] times) {
        long positivesAbove = 0;
        long negatives = 0;
        long twiceWon = 0;
        int place = 0;
        for (int end : ends) {
            long positivesHere = 0;
            long negativesHere = 0;
            for (; place < end; place++) {
                int index = order[place];
                if (positive[index]) {
                    positivesHere += times[index];
                } else {
                    negativesHere += times[index];
                }
            }
            twiceWon += negativesHere * (2 * positivesAbove + positivesHere);
            positivesAbove += positivesHere;
            negatives += negativesHere;
        }
        return twiceWon / (2.0 * positivesAbove * negatives);
    }

    /** {@link #area(int[])} with every case once. */
    double area() {
        int[] once = new int[order.length];
        Arrays.fill(once, 1);
        return area(once);
    }
}
