package dev.nacre.mammo.realism;

import dev.nacre.mammo.image.GreyHistogram;
import dev.nacre.mammo.image.OtsuThreshold;

/**
 * What is bright in a breast, and how deep it lies. The rim of {@value #RIM} mm, where the skin is, is left out of the
 * share.
 *
 * @param share of the breast's pixels that are brighter than Otsu's threshold (1979) between dark and bright tissue
 * @param byDepth mean level at 0 to 1, 1 to 2, 2 to 3, 3 to 5, 5 to 10, 10 to 20, 20 to 30, 30 to 45 and 45 to 70 mm
 *     below the skin; not a number where the breast is not so deep
 */
public record DenseTissue(double share, double[] byDepth) {
    private static final double[] DEPTHS = {0, 1, 2, 3, 5, 10, 20, 30, 45, 70};
    private static final double RIM = 5;
    private static final int LEVELS = 256;

    static DenseTissue of(YardstickPicture picture) {
        int[] counts = new int[LEVELS];
        int pixels = 0;
        double[] sums = new double[DEPTHS.length - 1];
        int[] pixelsByDepth = new int[sums.length];
        for (int index = 0; index < picture.levels().length; index++) {
            float depth = picture.depth(index);
            if (!picture.breast().inside()[index]) {
                continue;
            }
            if (depth >= RIM) {
                counts[Math.clamp((int) (LEVELS * picture.levels()[index]), 0, LEVELS - 1)]++;
                pixels++;
            }
            for (int part = 0; part < sums.length; part++) {
                if (depth >= DEPTHS[part] && depth < DEPTHS[part + 1]) {
                    sums[part] += picture.levels()[index];
                    pixelsByDepth[part]++;
                }
            }
        }
        for (int part = 0; part < sums.length; part++) {
            sums[part] /= pixelsByDepth[part];
        }
        return new DenseTissue(share(counts, pixels), sums);
    }

    private static double share(int[] counts, int pixels) {
        int threshold = OtsuThreshold.of(new GreyHistogram(pixels, counts));
        long dense = 0;
        for (int level = threshold + 1; level < LEVELS; level++) {
            dense += counts[level];
        }
        return (double) dense / pixels;
    }
}
