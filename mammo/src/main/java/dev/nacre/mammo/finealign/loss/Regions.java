package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.model.BreastLevels;
import dev.nacre.mammo.image.PictureBatch;

/** Masks of pictures as weights. */
public final class Regions {
    private static final double QUARTER = 0.25;
    private static final float MARGIN = 0.05f;

    private Regions() {
    }

    /**
     * Weights with which a sum over all pixels is the mean over pictures of each picture's mean over its region,
     * {@code [n, height, width, 1]}. Pictures whose region is empty are left out.
     *
     * @param region 1 inside, 0 outside
     */
    public static Tensor shares(PictureBatch region) {
        float[] shares = ofPictures(region);
        int elements = region.height() * region.width();
        int counted = 0;
        for (int picture = 0; picture < region.pictures(); picture++) {
            counted += isEmpty(region, picture, elements) ? 0 : 1;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= Math.max(1, counted);
        }
        return Tensor.of(shares, region.pictures(), region.height(), region.width(), 1);
    }

    /** Means over each picture's region, {@code [n]}; 0 where it is empty. */
    static Tensor means(Tensor map, PictureBatch region) {
        return map.mul(Constant.like(map, ofPictures(region), region.pictures(), region.height(), region.width(), 1))
                .sum(1, 2, 3);
    }

    /** Mask a without mask b. */
    public static PictureBatch without(PictureBatch a, PictureBatch b) {
        float[] values = a.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 1 - b.values()[i];
        }
        return new PictureBatch(a.pictures(), a.height(), a.width(), values);
    }

    /**
     * Where something lies over the fat: tissue brighter than a fourth of the breast is, by more than 0.05. That is the
     * most that the background Y may be (specification §2.6), so there is something to be called abnormal.
     */
    public static PictureBatch overFat(PictureBatch pictures, PictureBatch breasts, PictureBatch tissue) {
        float[] fat = BreastLevels.percentile(pictures, breasts, QUARTER);
        float[] values = tissue.values().clone();
        int elements = tissue.height() * tissue.width();
        for (int i = 0; i < values.length; i++) {
            if (pictures.values()[i] <= fat[i / elements] + MARGIN) {
                values[i] = 0;
            }
        }
        return new PictureBatch(tissue.pictures(), tissue.height(), tissue.width(), values);
    }

    /** What is not in a region. */
    static PictureBatch outside(PictureBatch region) {
        float[] values = new float[region.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 - region.values()[i];
        }
        return new PictureBatch(region.pictures(), region.height(), region.width(), values);
    }

    private static float[] ofPictures(PictureBatch region) {
        float[] shares = region.values().clone();
        int elements = region.height() * region.width();
        for (int picture = 0; picture < region.pictures(); picture++) {
            double sum = 0;
            for (int i = 0; i < elements; i++) {
                sum += shares[picture * elements + i];
            }
            for (int i = 0; i < elements && sum > 0; i++) {
                shares[picture * elements + i] /= (float) sum;
            }
        }
        return shares;
    }

    private static boolean isEmpty(PictureBatch region, int picture, int elements) {
        for (int i = 0; i < elements; i++) {
            if (region.values()[picture * elements + i] > 0) {
                return false;
            }
        }
        return true;
    }
}
