package dev.nacre.mammo.task.attribution;

import java.util.Arrays;

/** A picture that shows nothing, with which one that shows something is compared. What both share gets no share. */
public enum Baseline {
    /** All as dark as the darkest pixel, so that the breast's outline counts as something shown. */
    BLACK,
    /** The breast filled with its mean, and the background as it is: only what stands out in the breast counts. */
    BREAST_MEAN;

    /** The values; a new array. */
    public float[] of(ExplainedPicture picture) {
        float[] values = picture.values().clone();
        switch (this) {
            case BLACK -> {
                float lowest = Float.POSITIVE_INFINITY;
                for (float value : values) {
                    lowest = Math.min(lowest, value);
                }
                Arrays.fill(values, lowest);
            }
            case BREAST_MEAN -> {
                float mean = picture.mean();
                for (int index = 0; index < values.length; index++) {
                    values[index] = picture.breast().inside()[index] ? mean : values[index];
                }
            }
        }
        return values;
    }
}
