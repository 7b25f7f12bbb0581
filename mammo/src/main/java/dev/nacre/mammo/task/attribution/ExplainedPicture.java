package dev.nacre.mammo.task.attribution;

import dev.nacre.mammo.image.BreastMask;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.Normalisation;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PreparedPicture;

/**
 * A picture as the network takes it, and where the breast is in it. The array is not copied.
 *
 * @param height rows
 * @param width columns
 * @param values {@code [height, width]}, normalised
 * @param breast of the same size, not empty
 */
public record ExplainedPicture(int height, int width, float[] values, Mask breast) {
    public ExplainedPicture {
        if (values.length != Math.multiplyExact(height, width) || breast.height() != height || breast.width() != width
                || breast.count() == 0) {
            throw new IllegalArgumentException("a picture of " + height + " x " + width + " with " + values.length
                    + " values and a breast of " + breast.count() + " of " + breast.height() + " x " + breast.width()
                    + " pixels: give as many values as pixels, and a breast of the same size that is there");
        }
    }

    /**
     * Of a prepared picture, in which the breast is looked for: see {@link BreastMask}.
     *
     * @throws dev.nacre.nn.InputException if the picture is constant
     */
    public static ExplainedPicture of(PreparedPicture picture, Normalisation normalisation) {
        return of(picture, normalisation, BreastMask.of(picture));
    }

    /**
     * Of a prepared picture whose breast is known.
     *
     * @throws dev.nacre.nn.InputException if the picture is constant
     */
    public static ExplainedPicture of(PreparedPicture picture, Normalisation normalisation, Mask breast) {
        return new ExplainedPicture(picture.height(), picture.width(),
                normalisation.apply(picture.levels(), picture.bits(), "given"), breast);
    }

    /** The mean of the breast's values: what is filled in where something is taken away. */
    public float mean() {
        double sum = 0;
        int count = 0;
        for (int index = 0; index < values.length; index++) {
            if (breast.inside()[index]) {
                sum += values[index];
                count++;
            }
        }
        return (float) (sum / count);
    }

    /** A batch of this picture alone. */
    public PictureBatch batch() {
        return new PictureBatch(1, height, width, values);
    }
}
