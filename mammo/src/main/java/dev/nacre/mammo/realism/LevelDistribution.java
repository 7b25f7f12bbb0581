package dev.nacre.mammo.realism;

import java.util.Arrays;

/**
 * How grey levels inside a breast are distributed, on the scale of {@link YardstickPicture}: 0 is the first percentile
 * of the breast and 1 the 99.9th, so that pictures of any number of bits compare.
 *
 * @param shares of the breast's pixels in each of {@value #BINS} bins from 0 to 1; what is beyond counts for the outer
 *     ones
 * @param quantiles levels below which 5, 25, 50, 75 and 95 percent of the breast lie
 */
public record LevelDistribution(double[] shares, double[] quantiles) {
    /** Bins of the shares. */
    public static final int BINS = 50;
    private static final double[] FRACTIONS = {0.05, 0.25, 0.5, 0.75, 0.95};

    static LevelDistribution of(YardstickPicture picture) {
        double[] shares = new double[BINS];
        float[] inside = new float[picture.breast().count()];
        int count = 0;
        for (int index = 0; index < picture.levels().length; index++) {
            if (picture.breast().inside()[index]) {
                float level = picture.levels()[index];
                shares[Math.clamp((int) (level * BINS), 0, BINS - 1)]++;
                inside[count++] = level;
            }
        }
        Arrays.sort(inside);
        for (int bin = 0; bin < BINS; bin++) {
            shares[bin] /= count;
        }
        double[] quantiles = Arrays.stream(FRACTIONS)
                .map(fraction -> inside[(int) Math.round(fraction * (inside.length - 1))]).toArray();
        return new LevelDistribution(shares, quantiles);
    }

    /** How far levels must be moved in the mean to make one distribution of another (earth mover's distance). */
    public static double distance(double[] shares, double[] others) {
        double carried = 0;
        double distance = 0;
        for (int bin = 0; bin < BINS; bin++) {
            carried += shares[bin] - others[bin];
            distance += Math.abs(carried) / BINS;
        }
        return distance;
    }
}
