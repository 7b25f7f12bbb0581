package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Operand;
import dev.nacre.kernels.cpu.jit.DepthwiseRow;
import dev.nacre.kernels.cpu.jit.DepthwiseWeightRow;
import dev.nacre.kernels.cpu.jit.RowCall;

/**
 * The derivative of a depthwise convolution by rows of the input, for some channels: a row's gradient, and its share of
 * the weights' gradient. For one thread.
 */
final class DepthwiseGradientRows implements AutoCloseable {
    private final DepthwiseShape shape;
    private final int channels;
    private final RowRing cotangents;
    private final int before;
    private final int targetPixel;
    private final Phase[][] phases;
    private final RowCall weights;

    /** The pixels of a row that the same taps reach: every stride-th, from {@code first} on. */
    private record Phase(RowCall call, int rows, int first, int firstCotangent, int pixels) { }

    /**
     * Reads some channels of dz.
     *
     * @param taps        address of the first channel's first tap
     * @param targetPixel distance of the gradient's pixels, in elements
     */
    DepthwiseGradientRows(DepthwiseShape shape, int channels, Operand dz, int channel, long taps,
            int targetPixel) {
        this.shape = shape;
        this.channels = channels;
        this.targetPixel = targetPixel;
        int strideHeight = shape.window().strideHeight();
        int strideWidth = shape.window().strideWidth();
        this.before = Math.ceilDiv(shape.kernelWidth(), strideWidth) - 1;
        int last = (shape.width() - 1 + shape.window().left()) / strideWidth;
        int width = before + Math.max(shape.outWidth(), last + 1);
        var source = RowRing.plain(shape.outHeight(), shape.outWidth(), dz.type(),
                Room.address(dz) + (long) channel * dz.type().bytes(), shape.wide(), channels);
        this.cotangents = new RowRing(new RowRing.Frame(shape.outHeight(), before, width, channels),
                Math.ceilDiv(shape.kernelHeight(), strideHeight), 1, source);
        this.phases = new Phase[strideHeight][strideWidth];
        for (int row = 0; row < strideHeight; row++) {
            for (int column = 0; column < strideWidth; column++) {
                phases[row][column] = phase(row, column, taps);
            }
        }
        this.weights = DepthwiseWeightRow.define(DepthwiseRow.Shape.forward(1, shape.kernelWidth(), strideWidth,
                channels, channels, channels, shape.wide()), DType.FLOAT32).call();
    }

    private Phase phase(int row, int column, long taps) {
        int strideHeight = shape.window().strideHeight();
        int strideWidth = shape.window().strideWidth();
        int first = Math.floorMod(column - shape.window().left(), strideWidth);
        if (first >= shape.width()) {
            return null;
        }
        var gradient = DepthwiseRow.Shape.inputGradient(shape.kernelHeight(), shape.kernelWidth(), strideHeight,
                strideWidth, row, column, channels, channels, (long) targetPixel * strideWidth, shape.wide());
        var call = DepthwiseRows.PLAIN.of(DType.FLOAT32, gradient).call()
                .channels(gradient.rows(), taps);
        int quotient = (first + shape.window().left()) / strideWidth;
        return new Phase(call, gradient.rows(), first, quotient - gradient.columns() + 1 + before,
                Math.ceilDiv(shape.width() - first, strideWidth));
    }

    /** Writes the gradient of an input row. */
    void inputRow(int picture, int row, long target) {
        int strideHeight = shape.window().strideHeight();
        int reached = row + shape.window().top();
        for (Phase phase : phases[reached % strideHeight]) {
            if (phase != null) {
                for (int i = 0; i < phase.rows; i++) {
                    long cotangent = cotangents.padded(picture, reached / strideHeight - phase.rows + 1 + i);
                    phase.call.rows(i, cotangent + phase.firstCotangent * cotangents.frame().pixelBytes(), 0);
                }
                phase.call.rows(phase.rows + 1, target + (long) phase.first * targetPixel * Float.BYTES, 0)
                        .run(phase.pixels);
            }
        }
    }

    /**
     * Adds an input row's share of the weights' gradient.
     *
     * @param padded the row as the convolution read it, from the zeros before it on
     * @param sums   address of the first channel's first tap
     */
    void weightRow(int picture, int row, long padded, long sums) {
        int stride = shape.window().strideHeight();
        int reached = row + shape.window().top();
        for (int tap = reached % stride; tap < shape.kernelHeight(); tap += stride) {
            int outRow = (reached - tap) / stride;
            if (reached >= tap && outRow < shape.outHeight()) {
                long cotangent = cotangents.padded(picture, outRow) + before * cotangents.frame().pixelBytes();
                weights.rows(0, padded, 0).rows(1, cotangent, 0)
                        .channels(2, sums + (long) tap * shape.kernelWidth() * shape.wide() * Float.BYTES)
                        .run(shape.outWidth());
            }
        }
    }

    @Override
    public void close() {
        cotangents.close();
    }
}
