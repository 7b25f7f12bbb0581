package dev.nacre.mammo.finealign.model;

import dev.nacre.mammo.image.PictureBatch;
import java.util.Arrays;

/** Percentiles of the levels inside the breast, in the linear definition of numpy (see the image package's). */
public final class BreastLevels {
    private BreastLevels() {
    }

    /**
     * The level of each picture below which a fraction of the breast's pixels lies; 0 where there is no breast.
     *
     * @param pictures levels from 0 to 1
     * @param breasts of the same size, above ½ inside
     * @param fraction 0 to 1
     */
    public static float[] percentile(PictureBatch pictures, PictureBatch breasts, double fraction) {
        if (!(fraction >= 0 && fraction <= 1) || pictures.values().length != breasts.values().length) {
            throw new IllegalArgumentException("a percentile at " + fraction + " of " + pictures.values().length
                    + " pixels with a mask of " + breasts.values().length);
        }
        int elements = pictures.height() * pictures.width();
        float[] found = new float[pictures.pictures()];
        float[] inside = new float[elements];
        for (int picture = 0; picture < found.length; picture++) {
            int count = 0;
            for (int i = picture * elements; i < (picture + 1) * elements; i++) {
                if (breasts.values()[i] > 0.5f) {
                    inside[count++] = pictures.values()[i];
                }
            }
            found[picture] = count == 0 ? 0 : sorted(inside, count, fraction);
        }
        return found;
    }

    private static float sorted(float[] levels, int count, double fraction) {
        Arrays.sort(levels, 0, count);
        double position = fraction * (count - 1);
        int below = (int) position;
        double part = position - below;
        return (float) (levels[below] * (1 - part) + levels[Math.min(below + 1, count - 1)] * part);
    }
}
