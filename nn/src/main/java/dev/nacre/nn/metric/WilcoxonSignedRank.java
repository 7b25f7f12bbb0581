package dev.nacre.nn.metric;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Whether paired figures differ in their middle, without a normal distribution of theirs (Wilcoxon 1945). Pairs without
 * a difference are left out, equal differences share their ranks.
 *
 * @param pairs with a difference
 * @param positiveRanks sum of the ranks of pairs in which the first is higher
 * @param negativeRanks sum of the ranks of the others
 * @param z of the normal approximation, with the variance corrected for ties and without correction for continuity
 * @param p two-sided, of the normal approximation; 1 without any difference
 * @param exact two-sided, over all 2ⁿ signs; for at most {@value #MOST_EXACT} pairs without ties. SciPy's default gives
 *     this one where there is one, and otherwise {@code p}
 */
public record WilcoxonSignedRank(int pairs, double positiveRanks, double negativeRanks, double z, double p,
        OptionalDouble exact) {
    private static final int MOST_EXACT = 50;

    /** Compares. @throws dev.nacre.nn.InputException if a figure is not a finite number */
    public static WilcoxonSignedRank of(double[] first, double[] second) {
        double[] differences = DoubleStream.of(Differences.of(first, second)).filter(value -> value != 0).toArray();
        int pairs = differences.length;
        MidRanks sizes = MidRanks.of(DoubleStream.of(differences).map(Math::abs).toArray());
        double positive = 0;
        for (int index = 0; index < pairs; index++) {
            positive += differences[index] > 0 ? sizes.ranks()[index] : 0;
        }
        double total = pairs * (pairs + 1.0) / 2;
        double variance = total * (2 * pairs + 1) / 12 - sizes.tied() / 48;
        double z = pairs == 0 ? 0 : (positive - total / 2) / Math.sqrt(variance);
        OptionalDouble exact = sizes.tied() == 0 && pairs <= MOST_EXACT
                ? OptionalDouble.of(exact(pairs, (int) Math.min(positive, total - positive))) : OptionalDouble.empty();
        return new WilcoxonSignedRank(pairs, positive, total - positive, z, NormalTail.twoSided(z), exact);
    }

    /** Twice the share of signs that give at most so low a sum. */
    private static double exact(int pairs, int lower) {
        long[] ways = new long[lower + 1];
        ways[0] = 1;
        for (int rank = 1; rank <= pairs; rank++) {
            for (int sum = lower; sum >= rank; sum--) {
                ways[sum] += ways[sum - rank];
            }
        }
        double below = 0;
        for (long way : ways) {
            below += way;
        }
        return Math.min(1, 2 * below / StrictMath.pow(2, pairs));
    }
}
