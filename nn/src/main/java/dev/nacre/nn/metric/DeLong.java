package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;
import java.util.stream.IntStream;

/**
 * Two areas under ROC curves on the same cases, and whether they differ (DeLong, DeLong and Clarke-Pearson 1988), by
 * midranks in O(n log n) (Sun and Xu 2014). With T the midranks among all and among those of the own class, of m
 * positive and n negative cases: {@code V10_i = (T_all − T_pos) / n}, {@code V01_j = 1 − (T_all − T_neg) / m}; the
 * covariance of the areas is {@code S10 / m + S01 / n}, S the sample covariances of the two models' V.
 *
 * <p>Cases must be independent of each other: give one score for each patient, or use {@link AucBootstrap} with
 * {@link Resampling#byGroup}.
 *
 * @param firstArea of the first scores
 * @param secondArea of the second scores
 * @param firstVariance of the first area
 * @param secondVariance of the second area
 * @param covariance of both
 * @param z (first − second) / its standard error; 0 if the areas and their variances do not differ at all
 * @param p two-sided, under the normal distribution
 */
public record DeLong(double firstArea, double secondArea, double firstVariance, double secondVariance,
        double covariance, double z, double p) {
    /** Two of each class are needed for a variance. */
    private static final int LEAST = 2;

    /** The parts of one area that each positive and each negative case contributes. */
    private record Parts(double area, double[] positives, double[] negatives) {
    }

    /**
     * Compares.
     *
     * @param positive of each case, whether it has what is looked for
     * @param first scores of one model, a higher one meaning positive
     * @param second scores of the other, of the same cases
     * @throws InputException if there are less than two cases of either class, or a score is not a number
     */
    public static DeLong of(boolean[] positive, double[] first, double[] second) {
        Parts one = parts(positive, first);
        Parts other = parts(positive, second);
        double firstVariance = covariance(one, one);
        double secondVariance = covariance(other, other);
        double covariance = covariance(one, other);
        double difference = one.area - other.area;
        double error = Math.sqrt(Math.max(0, firstVariance + secondVariance - 2 * covariance));
        double z = difference == 0 ? 0 : difference / error;
        return new DeLong(one.area, other.area, firstVariance, secondVariance, covariance, z, NormalTail.twoSided(z));
    }

    /**
     * The standard error of one area.
     *
     * @throws InputException as {@link #of}
     */
    public static double standardError(boolean[] positive, double[] scores) {
        Parts parts = parts(positive, scores);
        return Math.sqrt(covariance(parts, parts));
    }

    private static Parts parts(boolean[] positive, double[] scores) {
        double area = ScoredCases.of(positive, scores).area();
        int[] with = IntStream.range(0, scores.length).filter(index -> positive[index]).toArray();
        int[] without = IntStream.range(0, scores.length).filter(index -> !positive[index]).toArray();
        if (with.length < LEAST || without.length < LEAST) {
            throw new InputException("the variance of an area under a ROC curve needs two cases of each class, and"
                    + " there are " + with.length + " positive and " + without.length
                    + " negative ones: evaluate on more");
        }
        double[] all = MidRanks.of(scores).ranks();
        double[] positives = own(all, scores, with, without.length);
        double[] negatives = own(all, scores, without, with.length);
        for (int index = 0; index < negatives.length; index++) {
            negatives[index] = 1 - negatives[index];
        }
        return new Parts(area, positives, negatives);
    }

    /** Of each case of a class, the share of the other class that has a lower score. */
    private static double[] own(double[] all, double[] scores, int[] members, int others) {
        double[] ranks = MidRanks.of(IntStream.of(members).mapToDouble(index -> scores[index]).toArray()).ranks();
        double[] shares = new double[members.length];
        for (int index = 0; index < shares.length; index++) {
            shares[index] = (all[members[index]] - ranks[index]) / others;
        }
        return shares;
    }

    private static double covariance(Parts one, Parts other) {
        return sampleCovariance(one.positives, other.positives) / one.positives.length
                + sampleCovariance(one.negatives, other.negatives) / one.negatives.length;
    }

    private static double sampleCovariance(double[] one, double[] other) {
        double meanOne = mean(one);
        double meanOther = mean(other);
        double sum = 0;
        for (int index = 0; index < one.length; index++) {
            sum += (one[index] - meanOne) * (other[index] - meanOther);
        }
        return sum / (one.length - 1);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
