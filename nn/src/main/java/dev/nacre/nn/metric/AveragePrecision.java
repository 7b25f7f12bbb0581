package dev.nacre.nn.metric;

/**
 * The area under the curve of precision over recall, as a sum of steps: {@code Σ (R_k − R_{k−1}) P_k} over thresholds
 * from the highest score down, without interpolation (Manning, Raghavan and Schütze 2008, section 8.4). Equal scores
 * are one threshold. For a bootstrap see {@link ScoredCases#averagePrecision(int[])}.
 */
public final class AveragePrecision {
    private AveragePrecision() {
    }

    /**
     * The average precision, 0 to 1; the share of positive cases is what guessing gives.
     *
     * @throws dev.nacre.nn.InputException as {@link RocCurve#of}
     */
    public static double of(boolean[] positive, double[] scores) {
        return ScoredCases.of(positive, scores).averagePrecision();
    }
}
