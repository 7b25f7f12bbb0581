package dev.nacre.kernels.cpu;

import java.util.stream.IntStream;

/**
 * The taps that reach input pixels {@code (row + y·stride, column + x·stride)}: output pixel
 * {@code (y + rows[t], x + columns[t])} reaches them through weight {@code indices[t]}.
 */
record Conv2dPhase(int[] rows, int[] columns, int[] indices) {
    static Conv2dPhase of(Conv2dShape shape, int row, int column) {
        int[] indices = IntStream.range(0, shape.kernelHeight() * shape.kernelWidth())
                .filter(tap -> down(shape, row, tap) % shape.strideHeight() == 0
                        && right(shape, column, tap) % shape.strideWidth() == 0).toArray();
        return new Conv2dPhase(
                IntStream.of(indices).map(tap -> down(shape, row, tap) / shape.strideHeight()).toArray(),
                IntStream.of(indices).map(tap -> right(shape, column, tap) / shape.strideWidth()).toArray(), indices);
    }

    private static int down(Conv2dShape shape, int row, int tap) {
        return row + shape.padTop() - tap / shape.kernelWidth() * shape.dilationHeight();
    }

    private static int right(Conv2dShape shape, int column, int tap) {
        return column + shape.padLeft() - tap % shape.kernelWidth() * shape.dilationWidth();
    }
}
