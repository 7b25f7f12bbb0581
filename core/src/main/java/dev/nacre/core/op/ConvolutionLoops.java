package dev.nacre.core.op;

import dev.nacre.core.Shape;

/**
 * Every product of a convolution, as row-major positions in x {@code [batch, height, width, in]}, w
 * {@code [kernelHeight, kernelWidth, in / groups, out]} and y {@code [batch, outHeight, outWidth, out]}. A convolution
 * and both its derivatives are the same triples, summed into a different one of the three.
 */
record ConvolutionLoops(Window window, Shape x, Shape w, Shape y) {
    /** Takes one product. */
    interface Product {
        void at(long x, long w, long y);
    }

    void forEachProduct(Product product) {
        for (long b = 0; b < y.size(0); b++) {
            for (long i = 0; i < y.size(1); i++) {
                for (long j = 0; j < y.size(2); j++) {
                    taps(product, b, i, j);
                }
            }
        }
    }

    private void taps(Product product, long b, long i, long j) {
        for (long u = 0; u < w.size(0); u++) {
            long row = i * window.strideHeight() + u * window.dilationHeight() - window.top();
            for (long v = 0; v < w.size(1); v++) {
                long column = j * window.strideWidth() + v * window.dilationWidth() - window.left();
                if (row >= 0 && row < x.size(1) && column >= 0 && column < x.size(2)) {
                    channels(product, ((b * x.size(1) + row) * x.size(2) + column) * x.size(3),
                            (u * w.size(1) + v) * w.size(2) * w.size(3),
                            ((b * y.size(1) + i) * y.size(2) + j) * y.size(3));
                }
            }
        }
    }

    private void channels(Product product, long pixel, long tap, long target) {
        long in = w.size(2);
        long outInGroup = w.size(3) / window.groups();
        for (long o = 0; o < w.size(3); o++) {
            long group = o / outInGroup;
            for (long c = 0; c < in; c++) {
                product.at(pixel + group * in + c, tap + c * w.size(3) + o, target + o);
            }
        }
    }
}
