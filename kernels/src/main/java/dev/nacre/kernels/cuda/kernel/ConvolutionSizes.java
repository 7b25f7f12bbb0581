package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.Shape;
import dev.nacre.core.op.Window;
import dev.nacre.kernels.cuda.driver.Convolution;

/**
 * A convolution in sizes, which it shares with its two derivatives.
 *
 * @param window how the kernel moves
 * @param x      the picture, {@code [batch, height, width, in]}
 * @param w      the weight, {@code [kernelHeight, kernelWidth, in / groups, out]}
 * @param y      the result, {@code [batch, outHeight, outWidth, out]}
 */
record ConvolutionSizes(Window window, Shape x, Shape w, Shape y) {
    /** Whether nothing is multiplied. */
    boolean isEmpty() {
        return x.elements() == 0 || w.elements() == 0 || y.elements() == 0;
    }

    /** Whether each channel has a kernel of its own. */
    boolean isDepthwise() {
        return window.groups() == x.size(3) && w.size(3) == x.size(3);
    }

    /** Whether every pixel is a row of a product of matrices. */
    boolean isPointwise() {
        return window.equals(Window.PLAIN) && w.size(0) == 1 && w.size(1) == 1;
    }

    /** Pixels of the result. */
    long pixels() {
        return y.size(0) * y.size(1) * y.size(2);
    }

    /** What the vendor's library is asked for: there one group alone. */
    Convolution library(Convolution.Result result, boolean halves) {
        return new Convolution(result, halves, x.size(0), x.size(1), x.size(2), x.size(3), y.size(1), y.size(2),
                y.size(3), w.size(0), w.size(1), window.strideHeight(), window.strideWidth(), window.top(),
                window.left(), window.bottom(), window.right(), window.dilationHeight(), window.dilationWidth());
    }

    /** The kernels' structure of that name. */
    long[] convolution() {
        long groups = window.groups();
        return new long[] {x.size(0), x.size(1), x.size(2), w.size(2), y.size(1), y.size(2), w.size(3) / groups, groups,
            w.size(0), w.size(1), window.strideHeight(), window.strideWidth(), window.top(), window.left(),
            window.dilationHeight(), window.dilationWidth()};
    }

    /** The kernels' structure of that name. */
    long[] depthwise() {
        return new long[] {x.size(0), x.size(1), x.size(2), x.size(3), y.size(1), y.size(2), w.size(0), w.size(1),
            window.strideHeight(), window.strideWidth(), window.top(), window.left(), window.dilationHeight(),
            window.dilationWidth(), x.size(3)};
    }

    /** The structure for the convolution that takes y to x where the step is 1: the kernel is turned round. */
    long[] turnedDepthwise() {
        return new long[] {y.size(0), y.size(1), y.size(2), y.size(3), x.size(1), x.size(2), w.size(0), w.size(1),
            1, 1, window.dilationHeight() * (w.size(0) - 1) - window.top(),
            window.dilationWidth() * (w.size(1) - 1) - window.left(), window.dilationHeight(), window.dilationWidth(),
            -x.size(3)};
    }
}
