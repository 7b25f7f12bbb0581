package dev.nacre.mammo.finealign.model;

import dev.nacre.mammo.image.PictureBatch;

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
            found[picture] = count == 0 ? 0 : level(inside, count, fraction);
        }
        return found;
    }

    private static float level(float[] levels, int count, double fraction) {
        double position = fraction * (count - 1);
        int below = (int) position;
        double part = position - below;
        partition(levels, count, below);
        float next = levels[below];
        if (below + 1 < count) {
            next = Float.POSITIVE_INFINITY;
            for (int i = below + 1; i < count; i++) {
                next = Math.min(next, levels[i]);
            }
        }
        return (float) (levels[below] * (1 - part) + next * part);
    }

    /**
     * Moves levels until place {@code wanted} has what it would have in order, with nothing larger before it and
     * nothing smaller behind (Hoare 1961): to sort all of them took as long as a convolution.
     */
    private static void partition(float[] levels, int count, int wanted) {
        int first = 0;
        int last = count - 1;
        while (first < last) {
            float pivot = levels[(first + last) >>> 1];
            int left = first;
            int right = last;
            while (left <= right) {
                while (levels[left] < pivot) {
                    left++;
                }
                while (levels[right] > pivot) {
                    right--;
                }
                if (left <= right) {
                    float level = levels[left];
                    levels[left++] = levels[right];
                    levels[right--] = level;
                }
            }
            if (wanted <= right) {
                last = right;
            } else if (wanted >= left) {
                first = left;
            } else {
                return;
            }
        }
    }
}
