package dev.nacre.nn.metric;

/**
 * Whether two ways of deciding err differently often on the same cases: only cases on which one is right and the other
 * wrong count (McNemar 1947). The test is the exact one: under the hypothesis each such case falls to either side like
 * a coin.
 *
 * @param firstAlone cases that the first alone gets wrong
 * @param secondAlone cases that the second alone gets wrong
 * @param p two-sided, exact
 */
public record McNemar(int firstAlone, int secondAlone, double p) {
    /**
     * Compares.
     *
     * @param firstWrong of each case, whether the first errs
     * @param secondWrong of each case, whether the second errs
     */
    public static McNemar of(boolean[] firstWrong, boolean[] secondWrong) {
        if (firstWrong.length != secondWrong.length) {
            throw new IllegalArgumentException(firstWrong.length + " and " + secondWrong.length
                    + " decisions make no pairs: give both for every case");
        }
        int first = 0;
        int second = 0;
        for (int index = 0; index < firstWrong.length; index++) {
            first += firstWrong[index] && !secondWrong[index] ? 1 : 0;
            second += secondWrong[index] && !firstWrong[index] ? 1 : 0;
        }
        return new McNemar(first, second, exact(Math.min(first, second), first + second));
    }

    /** min(1, 2 Σ_{k ≤ fewer} C(all, k) / 2^all), in logarithms, since 2^all overflows. */
    private static double exact(int fewer, int all) {
        double logarithm = -all * StrictMath.log(2);
        double sum = StrictMath.exp(logarithm);
        for (int k = 1; k <= fewer; k++) {
            logarithm += StrictMath.log((double) (all - k + 1) / k);
            sum += StrictMath.exp(logarithm);
        }
        return Math.min(1, 2 * sum);
    }
}
