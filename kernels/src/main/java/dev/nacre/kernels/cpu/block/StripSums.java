package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.kernels.cpu.jit.StripGradient;
import dev.nacre.kernels.cpu.jit.TileStripGradient;

/**
 * {@code sums [rows, columns] += leftᵀ · right} over strips of pixels, in the precision of the operation: weight
 * gradients. For one thread.
 */
final class StripSums implements AutoCloseable {
    private final Precision precision;
    private final int rows;
    private final int columns;
    private final DType left;
    private final long leftStride;
    private final DType right;
    private final long rightStride;
    private final long resultStride;
    private int pixels;
    private StripGradient floats;
    private TileStripGradient tiles;
    private Room scratch;

    /** Strides are in elements, from a pixel (of the sums: a row) to the next. */
    StripSums(Precision precision, int rows, int columns, DType left, long leftStride, DType right, long rightStride,
            long resultStride) {
        this.precision = precision;
        this.rows = rows;
        this.columns = columns;
        this.left = left;
        this.leftStride = leftStride;
        this.right = right;
        this.rightStride = rightStride;
        this.resultStride = resultStride;
    }

    /** Adds a strip of so many pixels. */
    void add(int count, long leftStrip, long rightStrip, long sums) {
        if (count != pixels) {
            prepare(count);
        }
        if (precision == Precision.FLOAT32) {
            floats.run(leftStrip, rightStrip, sums);
        } else {
            tiles.run(leftStrip, rightStrip, sums, scratch.address());
        }
    }

    private void prepare(int count) {
        pixels = count;
        if (precision == Precision.FLOAT32) {
            floats = StripGradient.of(count, rows, columns, leftStride, rightStride, resultStride, true);
            return;
        }
        close();
        tiles = TileStripGradient.of(count, rows, columns, leftStride, left == DType.FLOAT32, rightStride,
                right == DType.FLOAT32, resultStride, true);
        scratch = Room.of(DType.UINT8, tiles.scratchBytes());
    }

    @Override
    public void close() {
        if (scratch != null) {
            scratch.close();
            scratch = null;
        }
    }
}
