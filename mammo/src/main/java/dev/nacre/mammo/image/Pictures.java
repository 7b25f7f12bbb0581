package dev.nacre.mammo.image;

import dev.nacre.core.Tensor;

/**
 * Prepared pictures of one size, as a model takes them: in the host's memory ({@link PictureBatch}), or on their way to
 * a device that changes and scales them itself ({@link DevicePictures}). To be closed after their last use; tensors
 * that were made of them stay good.
 */
public interface Pictures extends AutoCloseable {
    /** Number of pictures. */
    int pictures();

    /** Rows of each. */
    int height();

    /** Columns of each. */
    int width();

    /** {@code [pictures, height, width]}, row-major; copied from the device where they are there. */
    float[] values();

    /** The pictures from {@code begin} to {@code end}, which is left out; good until these are closed. */
    Pictures part(int begin, int end);

    /** {@code [pictures, height, width, channels]} float32 on the device that they are for; all channels are equal. */
    Tensor tensor(int channels);

    @Override
    void close();
}
