package dev.nacre.nn.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntBinaryOperator;

/**
 * Of cases with nearly the same probability, how many have what is looked for (Niculescu-Mizil and Caruana 2005): where
 * probabilities can be believed, the share is the mean probability in every bin.
 *
 * @param bins                     lowest probabilities first; none is empty
 * @param expectedCalibrationError mean over the cases of how far the share in their bin is from its mean probability,
 *                                 0 to 1 (Naeini, Cooper and Hauskrecht 2015); falls with wider bins, so that only
 *                                 those of the same bins compare
 */
public record ReliabilityCurve(List<Bin> bins, double expectedCalibrationError) {
    /** Copies the list. */
    public ReliabilityCurve {
        bins = List.copyOf(bins);
    }

    /**
     * Cases with nearly the same probability.
     *
     * @param cases       how many, at least 1
     * @param probability mean
     * @param share       of positive ones
     */
    public record Bin(int cases, double probability, double share) {
    }

    /**
     * In bins of the same width: (0, 1 / bins], (1 / bins, 2 / bins], …; the first holds 0 as well.
     *
     * @param positive      of each case, whether it has what is looked for; may be all of one class
     * @param probabilities of that
     * @param bins          at most so many, since empty ones are left out
     * @throws dev.nacre.nn.InputException if there is no case, or a probability is not from 0 to 1
     */
    public static ReliabilityCurve ofEqualWidth(boolean[] positive, double[] probabilities, int bins) {
        int[] order = order(positive, probabilities, bins);
        return of(positive, probabilities, order, (begin, bin) -> {
            int here = bin;
            while (probabilities[order[begin]] > (here + 1.0) / bins) {
                here++;
            }
            return here;
        });
    }

    /**
     * In bins of the same number of cases, as far as equal probabilities allow, which stay together.
     *
     * @param positive      of each case, whether it has what is looked for; may be all of one class
     * @param probabilities of that
     * @param bins          at most so many
     * @throws dev.nacre.nn.InputException if there is no case, or a probability is not from 0 to 1
     */
    public static ReliabilityCurve ofEqualCount(boolean[] positive, double[] probabilities, int bins) {
        int[] order = order(positive, probabilities, bins);
        return of(positive, probabilities, order, (begin, bin) -> (int) ((long) begin * bins / order.length));
    }

    private static int[] order(boolean[] positive, double[] probabilities, int bins) {
        ProbabilityCases.check("a reliability curve", positive, probabilities);
        if (bins < 1) {
            throw new IllegalArgumentException(bins + " bins: give at least 1");
        }
        return SortedOrder.rising(probabilities);
    }

    /** @param binOf of the place of the first of equal probabilities, and the bin of the probability below it */
    private static ReliabilityCurve of(boolean[] positive, double[] probabilities, int[] order,
            IntBinaryOperator binOf) {
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        int begin = 0;
        int bin = binOf.applyAsInt(0, 0);
        while (begin < order.length) {
            int here = bin;
            double sum = 0;
            int positives = 0;
            int end = begin;
            while (end < order.length && bin == here) {
                sum += probabilities[order[end]];
                positives += positive[order[end]] ? 1 : 0;
                end++;
                if (end < order.length && probabilities[order[end]] > probabilities[order[end - 1]]) {
                    bin = binOf.applyAsInt(end, here);
                }
            }
            int cases = end - begin;
            bins.add(new Bin(cases, sum / cases, (double) positives / cases));
            error += Math.abs(positives - sum) / order.length;
            begin = end;
        }
        return new ReliabilityCurve(bins, error);
    }
}
