package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;

/**
 * How rough a map is (specification §1.4-5, §2.15): the mean over all windows of 5 × 5 that lie inside it of the
 * squared distance of the centre from the window's mean. The means are products with a band of fifths from either side:
 * a convolution with one channel, and above all its derivative, takes many times as long.
 */
public final class Blur {
    private static final int SIZE = 5;

    private Blur() {
    }

    /** The roughness of maps {@code [n, height, width, 1]}, at least 5 × 5 large; a scalar. */
    public static Tensor of(Tensor map) {
        int height = Math.toIntExact(map.size(1));
        int width = Math.toIntExact(map.size(2));
        int margin = SIZE / 2;
        Tensor plane = map.squeeze(3);
        Tensor centres = plane.slice(1, margin, height - margin).slice(2, margin, width - margin);
        Tensor means = fifths(map, height).matmul(plane).matmul(fifths(map, width).transpose(0, 1));
        return centres.sub(means).square().mean();
    }

    /** {@code [size − 4, size]}: row i is the mean of elements i to i + 4. */
    private static Tensor fifths(Tensor like, int size) {
        int rows = size - SIZE + 1;
        double[] band = new double[rows * size];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < SIZE; i++) {
                band[row * size + row + i] = 1.0 / SIZE;
            }
        }
        return Constant.like(like, band, rows, size);
    }
}
