package dev.nacre.mammo.image;

import dev.nacre.core.Device;
import dev.nacre.core.Tensor;
import dev.nacre.core.Upload;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Prepared pictures of one size. The array is row-major and not copied.
 *
 * @param pictures number of pictures
 * @param height rows of each
 * @param width columns of each
 * @param values {@code [pictures, height, width]}, as {@link PixelRecipe#prepare} gives them
 */
public record PictureBatch(int pictures, int height, int width, float[] values) implements Pictures {
    public PictureBatch {
        if (values.length != Math.multiplyExact(Math.multiplyExact(pictures, height), width)) {
            throw new IllegalArgumentException("a batch of " + pictures + " pictures of " + height + " x " + width
                    + " has another number of values than " + values.length);
        }
    }

    /**
     * As many pictures as are asked for.
     *
     * @param recipe  whose size all have
     * @param picture of each place, its numbers as {@link PixelRecipe#prepare} gives them
     */
    public static PictureBatch of(PixelRecipe recipe, int pictures, IntFunction<float[]> picture) {
        int elements = recipe.elements();
        float[] values = new float[Math.multiplyExact(pictures, elements)];
        for (int index = 0; index < pictures; index++) {
            System.arraycopy(picture.apply(index), 0, values, index * elements, elements);
        }
        return new PictureBatch(pictures, recipe.fit().height(), recipe.fit().width(), values);
    }

    @Override
    public PictureBatch part(int begin, int end) {
        int elements = height * width;
        return new PictureBatch(end - begin, height, width,
                Arrays.copyOfRange(values, begin * elements, end * elements));
    }

    /** {@code [pictures, height, width, channels]} float32 on the current device; all channels are equal. */
    @Override
    public Tensor tensor(int channels) {
        if (Upload.isAhead(Device.current())) {
            // What is copied there should be little.
            return Tensor.of(values, pictures, height, width, 1).expand(pictures, height, width, channels).contiguous();
        }
        return Tensor.of(channels == 1 ? values : repeated(channels), pictures, height, width, channels);
    }

    /** By hand, since on the processor to expand a last dimension of 1 takes several times as long. */
    private float[] repeated(int channels) {
        float[] repeated = new float[Math.multiplyExact(channels, values.length)];
        for (int index = 0; index < repeated.length; index++) {
            repeated[index] = values[index / channels];
        }
        return repeated;
    }

    /** Nothing to give back. */
    @Override
    public void close() {
        // The array is the collector's.
    }
}
