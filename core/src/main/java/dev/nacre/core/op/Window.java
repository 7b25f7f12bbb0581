package dev.nacre.core.op;

import dev.nacre.core.ShapeException;

/**
 * How a kernel moves over a picture: steps, zeros added on each side (asymmetric paddings are ordinary in
 * EfficientNet), gaps between taps, and groups of channels.
 *
 * @param strideHeight   vertical step in pixels
 * @param strideWidth    horizontal step in pixels
 * @param top            rows of padding above
 * @param left           columns of padding before
 * @param bottom         rows of padding below
 * @param right          columns of padding after
 * @param dilationHeight vertical distance between taps
 * @param dilationWidth  horizontal distance between taps
 * @param groups         independent groups of channels
 */
public record Window(int strideHeight, int strideWidth, int top, int left, int bottom, int right, int dilationHeight,
        int dilationWidth, int groups) {
    /** Step 1, no padding, dense, one group. */
    public static final Window PLAIN = new Window(1, 1, 0, 0, 0, 0, 1, 1, 1);

    /** Refuses steps, gaps and groups below 1 and negative padding. */
    public Window {
        if (Math.min(Math.min(strideHeight, strideWidth), Math.min(dilationHeight, dilationWidth)) < 1 || groups < 1
                || Math.min(Math.min(top, left), Math.min(bottom, right)) < 0) {
            throw new ShapeException("a window needs strides, dilations and groups of at least 1 and paddings of at "
                    + "least 0: stride " + strideHeight + "×" + strideWidth + ", dilation " + dilationHeight + "×"
                    + dilationWidth + ", padding top " + top + " left " + left + " bottom " + bottom + " right " + right
                    + ", groups " + groups);
        }
    }

    /**
     * A square kernel padded so that ⌈size / stride⌉ rows and columns come out; an odd pixel goes below and to the
     * right (TensorFlow's "SAME").
     */
    public static Window same(long height, long width, int kernel, int stride) {
        int vertical = same(height, kernel, stride);
        int horizontal = same(width, kernel, stride);
        return PLAIN.stride(stride).padding(vertical / 2, horizontal / 2, vertical - vertical / 2,
                horizontal - horizontal / 2);
    }

    private static int same(long size, int kernel, int stride) {
        return (int) Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride + kernel - size);
    }

    /** The same step in both directions. */
    public Window stride(int step) {
        return new Window(step, step, top, left, bottom, right, dilationHeight, dilationWidth, groups);
    }

    /** The same padding on all sides. */
    public Window padding(int all) {
        return padding(all, all, all, all);
    }

    /** Padding by side. */
    public Window padding(int newTop, int newLeft, int newBottom, int newRight) {
        return new Window(strideHeight, strideWidth, newTop, newLeft, newBottom, newRight, dilationHeight,
                dilationWidth, groups);
    }

    /** The same gap in both directions. */
    public Window dilation(int gap) {
        return new Window(strideHeight, strideWidth, top, left, bottom, right, gap, gap, groups);
    }

    /** Channels in independent groups. */
    public Window groups(int count) {
        return new Window(strideHeight, strideWidth, top, left, bottom, right, dilationHeight, dilationWidth, count);
    }

    /** Height of the output for an input and a kernel height; 0 or less where the kernel does not fit. */
    public long outputHeight(long height, long kernelHeight) {
        return Math.floorDiv(height + top + bottom - dilationHeight * (kernelHeight - 1) - 1, strideHeight) + 1;
    }

    /** Width of the output for an input and a kernel width; 0 or less where the kernel does not fit. */
    public long outputWidth(long width, long kernelWidth) {
        return Math.floorDiv(width + left + right - dilationWidth * (kernelWidth - 1) - 1, strideWidth) + 1;
    }
}
