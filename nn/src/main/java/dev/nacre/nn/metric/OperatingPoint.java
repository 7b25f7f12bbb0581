package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;
import java.util.Arrays;

/**
 * What one threshold does on some cases. The threshold should come from other cases, say by {@link
 * RocCurve#atSpecificity} of a validation part: chosen on the cases on which it is judged, it looks better than it is.
 *
 * @param threshold      cases with at least this score are called positive; may be infinite
 * @param truePositives  positive cases called so
 * @param falsePositives negative cases called positive
 * @param falseNegatives positive cases called negative
 * @param trueNegatives  negative cases called so
 */
public record OperatingPoint(double threshold, long truePositives, long falsePositives, long falseNegatives,
        long trueNegatives) {
    /**
     * Counts.
     *
     * @param positive of each case, whether it has what is looked for; may be all of one class
     * @param scores   of each case, a higher one meaning positive
     * @throws InputException if there is no case, or a score is not a number
     */
    public static OperatingPoint of(double threshold, boolean[] positive, double[] scores) {
        int[] once = new int[positive.length];
        Arrays.fill(once, 1);
        return of(threshold, positive, scores, once);
    }

    /**
     * Counts as in a {@link Bootstrap}.
     *
     * @param times how often each case counts: {@code [cases]}
     * @throws InputException if there is no case, or a score is not a number
     */
    public static OperatingPoint of(double threshold, boolean[] positive, double[] scores, int[] times) {
        if (positive.length != scores.length || positive.length != times.length) {
            throw new IllegalArgumentException(positive.length + " labels, " + scores.length + " scores and "
                    + times.length + " numbers of times: give one of each for every case");
        }
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("a threshold that is not a number: give one of the scores");
        }
        if (positive.length == 0) {
            throw new InputException("an operating point needs a case: give at least one");
        }
        long truePositives = 0;
        long falsePositives = 0;
        long positives = 0;
        long all = 0;
        for (int index = 0; index < scores.length; index++) {
            if (Double.isNaN(scores[index])) {
                throw new InputException("the score of case " + (index + 1) + " of " + scores.length
                        + " is not a number: leave it out, or mend what gave it");
            }
            all += times[index];
            positives += positive[index] ? times[index] : 0;
            if (scores[index] >= threshold) {
                truePositives += positive[index] ? times[index] : 0;
                falsePositives += positive[index] ? 0 : times[index];
            }
        }
        return new OperatingPoint(threshold, truePositives, falsePositives, positives - truePositives,
                all - positives - falsePositives);
    }

    /** The share of positive cases called so; NaN if there is none. */
    public double sensitivity() {
        return (double) truePositives / (truePositives + falseNegatives);
    }

    /** The share of negative cases called so; NaN if there is none. */
    public double specificity() {
        return (double) trueNegatives / (trueNegatives + falsePositives);
    }

    /** PPV, precision: the share of cases called positive that are; NaN if none is called so. */
    public double positivePredictiveValue() {
        return (double) truePositives / (truePositives + falsePositives);
    }

    /** NPV: the share of cases called negative that are; NaN if none is called so. */
    public double negativePredictiveValue() {
        return (double) trueNegatives / (trueNegatives + falseNegatives);
    }

    /** 2 TP / (2 TP + FP + FN); 0 if no case is positive and none is called so. */
    public double f1() {
        long either = 2 * truePositives + falsePositives + falseNegatives;
        return either == 0 ? 0 : 2.0 * truePositives / either;
    }
}
