package dev.nacre.kernels.cpu.block;

import dev.nacre.core.Shape;
import dev.nacre.core.op.Window;

/**
 * Sizes of the wide half of a block: pictures of {@code in} channels, widened or not, and a depthwise convolution.
 *
 * @param in   channels of a pixel that comes in; equal to {@code wide} where nothing is widened
 * @param wide channels of the depthwise convolution
 */
record DepthwiseShape(int pictures, int height, int width, int in, int wide, int kernelHeight, int kernelWidth,
        int outHeight, int outWidth, Window window) {
    private static final long CACHE_BYTES = 1 << 20;
    private static final int LANES = 16;
    /** Pixels of a product: with fewer, reading the weights takes longer than multiplying. */
    private static final int GROUP_PIXELS = 192;

    static DepthwiseShape of(Shape x, Shape weight, Shape z, Window window) {
        return new DepthwiseShape(size(x, 0), size(x, 1), size(x, 2), size(x, 3), size(weight, 3), size(weight, 0),
                size(weight, 1), size(z, 1), size(z, 2), window);
    }

    private static int size(Shape shape, int dim) {
        return Math.toIntExact(shape.size(dim));
    }

    /** Pixels that come in, over all pictures. */
    long positions() {
        return (long) pictures * height * width;
    }

    /** Pixels of a row with the zeros before and behind it that the taps reach. */
    int paddedWidth() {
        return Math.max(window.left() + width, (outWidth - 1) * window.strideWidth() + kernelWidth);
    }

    /** Input rows that are widened together. */
    int group() {
        return Math.clamp(Math.ceilDiv(GROUP_PIXELS, width), 1, height);
    }

    /** Some channels of the pictures that come in, as the convolution reads them. */
    RowRing.Frame frame(int channels) {
        return new RowRing.Frame(height, window.left(), paddedWidth(), channels);
    }

    /** The first input row of an output row; negative where it lies in the padding. */
    int firstRow(int outRow) {
        return outRow * window.strideHeight() - window.top();
    }

    /** Channels that are worked on together, so that {@code rows} of their rows and their weights stay in the cache. */
    int channelBlock(int rows) {
        long channelBytes = ((long) rows * paddedWidth() + in) * Float.BYTES;
        int fitting = (int) Math.max(LANES, CACHE_BYTES / channelBytes / LANES * LANES);
        int blocks = Math.ceilDiv(wide, fitting);
        return Math.min(wide, Math.ceilDiv(Math.ceilDiv(wide, blocks), LANES) * LANES);
    }
}
