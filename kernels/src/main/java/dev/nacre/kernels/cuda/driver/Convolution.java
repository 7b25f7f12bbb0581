package dev.nacre.kernels.cuda.driver;

/**
 * A convolution of one group, or one of its derivatives. Its tensors, in this order: y
 * {@code [batch, outHeight, outWidth, out]}, x {@code [batch, height, width, in]} and w
 * {@code [out, kernelHeight, kernelWidth, in]}. Factors are not rounded, sums and the result are float32, and the order
 * of the additions is always the same.
 *
 * @param result         which of the three tensors is computed from the other two
 * @param halves         whether the other two are bfloat16; else float32
 * @param batch          pictures
 * @param height         of a picture
 * @param width          of a picture
 * @param in             channels of a picture
 * @param outHeight      of a result
 * @param outWidth       of a result
 * @param out            channels of a result
 * @param kernelHeight   rows of taps
 * @param kernelWidth    columns of taps
 * @param strideHeight   vertical step in pixels
 * @param strideWidth    horizontal step in pixels
 * @param top            rows of padding above
 * @param left           columns of padding before
 * @param bottom         rows of padding below
 * @param right          columns of padding after
 * @param dilationHeight vertical distance between taps
 * @param dilationWidth  horizontal distance between taps
 */
public record Convolution(Result result, boolean halves, long batch, long height, long width, long in, long outHeight,
        long outWidth, long out, long kernelHeight, long kernelWidth, int strideHeight, int strideWidth, int top,
        int left, int bottom, int right, int dilationHeight, int dilationWidth) implements PlannedWork {
    /** What is computed. */
    public enum Result {
        /** The convolution itself. */
        Y,
        /** The derivative with respect to the picture. */
        X,
        /** The derivative with respect to the weight. */
        W
    }

    @Override
    public String toString() {
        return "[" + batch + ", " + height + ", " + width + ", " + in + "] by " + kernelHeight + "×" + kernelWidth
                + " to [" + batch + ", " + outHeight + ", " + outWidth + ", " + out + "], of which " + result
                + " is computed from " + (halves ? "bfloat16" : "float32");
    }
}
