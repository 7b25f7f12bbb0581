package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.image.GreyHistogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.OtsuThreshold;
import dev.nacre.mammo.image.PictureMap;

/** A threshold that needs no labels: Otsu's on a map's values in the breast, in 256 steps between its ends there. */
public final class OtsuInBreast {
    private static final int STEPS = 256;

    private OtsuInBreast() {
    }

    /** The lowest value of the bright class; infinite where the map has one value alone, or the mask is empty. */
    public static double threshold(PictureMap map, Mask breast) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int index = 0; index < map.values().length; index++) {
            if (breast.inside()[index]) {
                low = Math.min(low, map.values()[index]);
                high = Math.max(high, map.values()[index]);
            }
        }
        if (!(high > low)) {
            return Double.POSITIVE_INFINITY;
        }
        int[] counts = new int[STEPS];
        int pixels = 0;
        double step = ((double) high - low) / STEPS;
        for (int index = 0; index < map.values().length; index++) {
            if (breast.inside()[index]) {
                counts[(int) Math.min(STEPS - 1, (map.values()[index] - low) / step)]++;
                pixels++;
            }
        }
        return low + (OtsuThreshold.of(new GreyHistogram(pixels, counts)) + 1) * step;
    }
}
