package dev.nacre.mammo.realism;

import dev.nacre.mammo.image.GaussianBlur;

/**
 * How much contrast there is in detail of each size: the standard deviation, more than {@value #RIM} mm below the skin,
 * of the difference between the picture smoothed by two Gaussians.
 *
 * @param deviations for Gaussians of 0.25 and 0.5, 0.5 and 1, 1 and 2, 2 and 4 mm
 */
public record BandContrast(double[] deviations) {
    private static final double[] WIDTHS = {0.25, 0.5, 1, 2, 4};
    private static final double RIM = 8;

    static BandContrast of(YardstickPicture picture) {
        double[] deviations = new double[WIDTHS.length - 1];
        float[] finer = smooth(picture, WIDTHS[0]);
        for (int band = 0; band < deviations.length; band++) {
            float[] coarser = smooth(picture, WIDTHS[band + 1]);
            double sum = 0;
            double squares = 0;
            int pixels = 0;
            for (int index = 0; index < finer.length; index++) {
                if (picture.depth(index) > RIM) {
                    double difference = finer[index] - coarser[index];
                    sum += difference;
                    squares += difference * difference;
                    pixels++;
                }
            }
            deviations[band] = Math.sqrt(Math.max(0, squares / pixels - sum / pixels * (sum / pixels)));
            finer = coarser;
        }
        return new BandContrast(deviations);
    }

    private static float[] smooth(YardstickPicture picture, double width) {
        return new GaussianBlur(width / YardstickPicture.PIXEL)
                .apply(picture.levels(), picture.height(), picture.width());
    }
}
