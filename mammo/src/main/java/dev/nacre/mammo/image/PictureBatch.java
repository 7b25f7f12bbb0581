package dev.nacre.mammo.image;

import dev.nacre.core.Tensor;
import java.util.Arrays;

/**
 * Prepared pictures of one size. The array is row-major and not copied.
 *
 * @param pictures number of pictures
 * @param height rows of each
 * @param width columns of each
 * @param values {@code [pictures, height, width]}, as {@link PixelRecipe#prepare} gives them
 */
public record PictureBatch(int pictures, int height, int width, float[] values) {
    public PictureBatch {
        if (values.length != Math.multiplyExact(Math.multiplyExact(pictures, height), width)) {
            throw new IllegalArgumentException("a batch of " + pictures + " pictures of " + height + " x " + width
                    + " has another number of values than " + values.length);
        }
    }

    /** The pictures from {@code begin} to {@code end}, which is left out. */
    public PictureBatch part(int begin, int end) {
        int elements = height * width;
        return new PictureBatch(end - begin, height, width,
                Arrays.copyOfRange(values, begin * elements, end * elements));
    }

    /** {@code [pictures, height, width, channels]} float32 on the current device; all channels are equal. */
    public Tensor tensor(int channels) {
        Tensor one = Tensor.of(values, pictures, height, width, 1);
        return channels == 1 ? one : one.expand(pictures, height, width, channels).contiguous();
    }
}
