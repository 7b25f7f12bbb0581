package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * A tile of 12 rows by two vectors: 24 sums, two vectors of the right panel and one broadcast fill the 32 registers
 * of AVX-512. With 16 registers the two vectors go one after the other.
 *
 * <p>The sums are 24 local variables, because vectors in an array or an object would live in memory. The two
 * methods differ only in where a row's next factor lies; a stride held in a variable instead of a constant
 * keeps the bounds checks in the loop and halves the speed (measured).
 */
final class VectorGemmTile implements GemmTile {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    /** Lanes of machines with 32 registers; where there are 16, twelve sums fit, and 24 would live in memory. */
    private static final int WIDE = 16;

    @Override
    public int columns() {
        return 2 * LANES;
    }

    @Override
    public void multiplyRowMajor(float[] left, int leftOffset, float[] right, int rightOffset, int depth,
            int used, float[] tile) {
        if (used <= LANES || LANES < WIDE) {
            for (int first = 0; first < used; first += LANES) {
                narrowRowMajor(left, leftOffset, right, rightOffset + first, depth, tile, first);
            }
            return;
        }
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector b0 = FloatVector.zero(FLOATS);
        FloatVector a1 = FloatVector.zero(FLOATS);
        FloatVector b1 = FloatVector.zero(FLOATS);
        FloatVector a2 = FloatVector.zero(FLOATS);
        FloatVector b2 = FloatVector.zero(FLOATS);
        FloatVector a3 = FloatVector.zero(FLOATS);
        FloatVector b3 = FloatVector.zero(FLOATS);
        FloatVector a4 = FloatVector.zero(FLOATS);
        FloatVector b4 = FloatVector.zero(FLOATS);
        FloatVector a5 = FloatVector.zero(FLOATS);
        FloatVector b5 = FloatVector.zero(FLOATS);
        FloatVector a6 = FloatVector.zero(FLOATS);
        FloatVector b6 = FloatVector.zero(FLOATS);
        FloatVector a7 = FloatVector.zero(FLOATS);
        FloatVector b7 = FloatVector.zero(FLOATS);
        FloatVector a8 = FloatVector.zero(FLOATS);
        FloatVector b8 = FloatVector.zero(FLOATS);
        FloatVector a9 = FloatVector.zero(FLOATS);
        FloatVector b9 = FloatVector.zero(FLOATS);
        FloatVector a10 = FloatVector.zero(FLOATS);
        FloatVector b10 = FloatVector.zero(FLOATS);
        FloatVector a11 = FloatVector.zero(FLOATS);
        FloatVector b11 = FloatVector.zero(FLOATS);
        for (int k = 0; k < depth; k++) {
            int at = rightOffset + k * 2 * LANES;
            var first = FloatVector.fromArray(FLOATS, right, at);
            var second = FloatVector.fromArray(FLOATS, right, at + LANES);
            int row = leftOffset + k;
            var x = FloatVector.broadcast(FLOATS, left[row]);
            a0 = x.fma(first, a0);
            b0 = x.fma(second, b0);
            x = FloatVector.broadcast(FLOATS, left[row + ROW_STRIDE]);
            a1 = x.fma(first, a1);
            b1 = x.fma(second, b1);
            x = FloatVector.broadcast(FLOATS, left[row + 2 * ROW_STRIDE]);
            a2 = x.fma(first, a2);
            b2 = x.fma(second, b2);
            x = FloatVector.broadcast(FLOATS, left[row + 3 * ROW_STRIDE]);
            a3 = x.fma(first, a3);
            b3 = x.fma(second, b3);
            x = FloatVector.broadcast(FLOATS, left[row + 4 * ROW_STRIDE]);
            a4 = x.fma(first, a4);
            b4 = x.fma(second, b4);
            x = FloatVector.broadcast(FLOATS, left[row + 5 * ROW_STRIDE]);
            a5 = x.fma(first, a5);
            b5 = x.fma(second, b5);
            x = FloatVector.broadcast(FLOATS, left[row + 6 * ROW_STRIDE]);
            a6 = x.fma(first, a6);
            b6 = x.fma(second, b6);
            x = FloatVector.broadcast(FLOATS, left[row + 7 * ROW_STRIDE]);
            a7 = x.fma(first, a7);
            b7 = x.fma(second, b7);
            x = FloatVector.broadcast(FLOATS, left[row + 8 * ROW_STRIDE]);
            a8 = x.fma(first, a8);
            b8 = x.fma(second, b8);
            x = FloatVector.broadcast(FLOATS, left[row + 9 * ROW_STRIDE]);
            a9 = x.fma(first, a9);
            b9 = x.fma(second, b9);
            x = FloatVector.broadcast(FLOATS, left[row + 10 * ROW_STRIDE]);
            a10 = x.fma(first, a10);
            b10 = x.fma(second, b10);
            x = FloatVector.broadcast(FLOATS, left[row + 11 * ROW_STRIDE]);
            a11 = x.fma(first, a11);
            b11 = x.fma(second, b11);
        }
        a0.intoArray(tile, 0);
        b0.intoArray(tile, LANES);
        a1.intoArray(tile, 2 * LANES);
        b1.intoArray(tile, 3 * LANES);
        a2.intoArray(tile, 4 * LANES);
        b2.intoArray(tile, 5 * LANES);
        a3.intoArray(tile, 6 * LANES);
        b3.intoArray(tile, 7 * LANES);
        a4.intoArray(tile, 8 * LANES);
        b4.intoArray(tile, 9 * LANES);
        a5.intoArray(tile, 10 * LANES);
        b5.intoArray(tile, 11 * LANES);
        a6.intoArray(tile, 12 * LANES);
        b6.intoArray(tile, 13 * LANES);
        a7.intoArray(tile, 14 * LANES);
        b7.intoArray(tile, 15 * LANES);
        a8.intoArray(tile, 16 * LANES);
        b8.intoArray(tile, 17 * LANES);
        a9.intoArray(tile, 18 * LANES);
        b9.intoArray(tile, 19 * LANES);
        a10.intoArray(tile, 20 * LANES);
        b10.intoArray(tile, 21 * LANES);
        a11.intoArray(tile, 22 * LANES);
        b11.intoArray(tile, 23 * LANES);
    }

    @Override
    public void multiplyDepthMajor(float[] left, int leftOffset, float[] right, int rightOffset, int depth,
            int used, float[] tile) {
        if (used <= LANES || LANES < WIDE) {
            for (int first = 0; first < used; first += LANES) {
                narrowDepthMajor(left, leftOffset, right, rightOffset + first, depth, tile, first);
            }
            return;
        }
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector b0 = FloatVector.zero(FLOATS);
        FloatVector a1 = FloatVector.zero(FLOATS);
        FloatVector b1 = FloatVector.zero(FLOATS);
        FloatVector a2 = FloatVector.zero(FLOATS);
        FloatVector b2 = FloatVector.zero(FLOATS);
        FloatVector a3 = FloatVector.zero(FLOATS);
        FloatVector b3 = FloatVector.zero(FLOATS);
        FloatVector a4 = FloatVector.zero(FLOATS);
        FloatVector b4 = FloatVector.zero(FLOATS);
        FloatVector a5 = FloatVector.zero(FLOATS);
        FloatVector b5 = FloatVector.zero(FLOATS);
        FloatVector a6 = FloatVector.zero(FLOATS);
        FloatVector b6 = FloatVector.zero(FLOATS);
        FloatVector a7 = FloatVector.zero(FLOATS);
        FloatVector b7 = FloatVector.zero(FLOATS);
        FloatVector a8 = FloatVector.zero(FLOATS);
        FloatVector b8 = FloatVector.zero(FLOATS);
        FloatVector a9 = FloatVector.zero(FLOATS);
        FloatVector b9 = FloatVector.zero(FLOATS);
        FloatVector a10 = FloatVector.zero(FLOATS);
        FloatVector b10 = FloatVector.zero(FLOATS);
        FloatVector a11 = FloatVector.zero(FLOATS);
        FloatVector b11 = FloatVector.zero(FLOATS);
        for (int k = 0; k < depth; k++) {
            int at = rightOffset + k * 2 * LANES;
            var first = FloatVector.fromArray(FLOATS, right, at);
            var second = FloatVector.fromArray(FLOATS, right, at + LANES);
            int row = leftOffset + k * ROWS;
            var x = FloatVector.broadcast(FLOATS, left[row]);
            a0 = x.fma(first, a0);
            b0 = x.fma(second, b0);
            x = FloatVector.broadcast(FLOATS, left[row + 1]);
            a1 = x.fma(first, a1);
            b1 = x.fma(second, b1);
            x = FloatVector.broadcast(FLOATS, left[row + 2]);
            a2 = x.fma(first, a2);
            b2 = x.fma(second, b2);
            x = FloatVector.broadcast(FLOATS, left[row + 3]);
            a3 = x.fma(first, a3);
            b3 = x.fma(second, b3);
            x = FloatVector.broadcast(FLOATS, left[row + 4]);
            a4 = x.fma(first, a4);
            b4 = x.fma(second, b4);
            x = FloatVector.broadcast(FLOATS, left[row + 5]);
            a5 = x.fma(first, a5);
            b5 = x.fma(second, b5);
            x = FloatVector.broadcast(FLOATS, left[row + 6]);
            a6 = x.fma(first, a6);
            b6 = x.fma(second, b6);
            x = FloatVector.broadcast(FLOATS, left[row + 7]);
            a7 = x.fma(first, a7);
            b7 = x.fma(second, b7);
            x = FloatVector.broadcast(FLOATS, left[row + 8]);
            a8 = x.fma(first, a8);
            b8 = x.fma(second, b8);
            x = FloatVector.broadcast(FLOATS, left[row + 9]);
            a9 = x.fma(first, a9);
            b9 = x.fma(second, b9);
            x = FloatVector.broadcast(FLOATS, left[row + 10]);
            a10 = x.fma(first, a10);
            b10 = x.fma(second, b10);
            x = FloatVector.broadcast(FLOATS, left[row + 11]);
            a11 = x.fma(first, a11);
            b11 = x.fma(second, b11);
        }
        a0.intoArray(tile, 0);
        b0.intoArray(tile, LANES);
        a1.intoArray(tile, 2 * LANES);
        b1.intoArray(tile, 3 * LANES);
        a2.intoArray(tile, 4 * LANES);
        b2.intoArray(tile, 5 * LANES);
        a3.intoArray(tile, 6 * LANES);
        b3.intoArray(tile, 7 * LANES);
        a4.intoArray(tile, 8 * LANES);
        b4.intoArray(tile, 9 * LANES);
        a5.intoArray(tile, 10 * LANES);
        b5.intoArray(tile, 11 * LANES);
        a6.intoArray(tile, 12 * LANES);
        b6.intoArray(tile, 13 * LANES);
        a7.intoArray(tile, 14 * LANES);
        b7.intoArray(tile, 15 * LANES);
        a8.intoArray(tile, 16 * LANES);
        b8.intoArray(tile, 17 * LANES);
        a9.intoArray(tile, 18 * LANES);
        b9.intoArray(tile, 19 * LANES);
        a10.intoArray(tile, 20 * LANES);
        b10.intoArray(tile, 21 * LANES);
        a11.intoArray(tile, 22 * LANES);
        b11.intoArray(tile, 23 * LANES);
    }

    /**
     * The same for one vector of columns, written from element {@code to} of each row on: the last columns, a layer of
     * few channels, or each vector by itself where registers are few.
     */
    private static void narrowRowMajor(float[] left, int leftOffset, float[] right, int rightOffset, int depth,
            float[] tile, int to) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = FloatVector.zero(FLOATS);
        FloatVector a2 = FloatVector.zero(FLOATS);
        FloatVector a3 = FloatVector.zero(FLOATS);
        FloatVector a4 = FloatVector.zero(FLOATS);
        FloatVector a5 = FloatVector.zero(FLOATS);
        FloatVector a6 = FloatVector.zero(FLOATS);
        FloatVector a7 = FloatVector.zero(FLOATS);
        FloatVector a8 = FloatVector.zero(FLOATS);
        FloatVector a9 = FloatVector.zero(FLOATS);
        FloatVector a10 = FloatVector.zero(FLOATS);
        FloatVector a11 = FloatVector.zero(FLOATS);
        for (int k = 0; k < depth; k++) {
            var column = FloatVector.fromArray(FLOATS, right, rightOffset + k * 2 * LANES);
            int row = leftOffset + k;
            a0 = FloatVector.broadcast(FLOATS, left[row]).fma(column, a0);
            a1 = FloatVector.broadcast(FLOATS, left[row + ROW_STRIDE]).fma(column, a1);
            a2 = FloatVector.broadcast(FLOATS, left[row + 2 * ROW_STRIDE]).fma(column, a2);
            a3 = FloatVector.broadcast(FLOATS, left[row + 3 * ROW_STRIDE]).fma(column, a3);
            a4 = FloatVector.broadcast(FLOATS, left[row + 4 * ROW_STRIDE]).fma(column, a4);
            a5 = FloatVector.broadcast(FLOATS, left[row + 5 * ROW_STRIDE]).fma(column, a5);
            a6 = FloatVector.broadcast(FLOATS, left[row + 6 * ROW_STRIDE]).fma(column, a6);
            a7 = FloatVector.broadcast(FLOATS, left[row + 7 * ROW_STRIDE]).fma(column, a7);
            a8 = FloatVector.broadcast(FLOATS, left[row + 8 * ROW_STRIDE]).fma(column, a8);
            a9 = FloatVector.broadcast(FLOATS, left[row + 9 * ROW_STRIDE]).fma(column, a9);
            a10 = FloatVector.broadcast(FLOATS, left[row + 10 * ROW_STRIDE]).fma(column, a10);
            a11 = FloatVector.broadcast(FLOATS, left[row + 11 * ROW_STRIDE]).fma(column, a11);
        }
        a0.intoArray(tile, to);
        a1.intoArray(tile, to + 2 * LANES);
        a2.intoArray(tile, to + 4 * LANES);
        a3.intoArray(tile, to + 6 * LANES);
        a4.intoArray(tile, to + 8 * LANES);
        a5.intoArray(tile, to + 10 * LANES);
        a6.intoArray(tile, to + 12 * LANES);
        a7.intoArray(tile, to + 14 * LANES);
        a8.intoArray(tile, to + 16 * LANES);
        a9.intoArray(tile, to + 18 * LANES);
        a10.intoArray(tile, to + 20 * LANES);
        a11.intoArray(tile, to + 22 * LANES);
    }

    /** As {@link #narrowRowMajor}, for a left panel that holds all rows of one depth together. */
    private static void narrowDepthMajor(float[] left, int leftOffset, float[] right, int rightOffset, int depth,
            float[] tile, int to) {
        FloatVector a0 = FloatVector.zero(FLOATS);
        FloatVector a1 = FloatVector.zero(FLOATS);
        FloatVector a2 = FloatVector.zero(FLOATS);
        FloatVector a3 = FloatVector.zero(FLOATS);
        FloatVector a4 = FloatVector.zero(FLOATS);
        FloatVector a5 = FloatVector.zero(FLOATS);
        FloatVector a6 = FloatVector.zero(FLOATS);
        FloatVector a7 = FloatVector.zero(FLOATS);
        FloatVector a8 = FloatVector.zero(FLOATS);
        FloatVector a9 = FloatVector.zero(FLOATS);
        FloatVector a10 = FloatVector.zero(FLOATS);
        FloatVector a11 = FloatVector.zero(FLOATS);
        for (int k = 0; k < depth; k++) {
            var column = FloatVector.fromArray(FLOATS, right, rightOffset + k * 2 * LANES);
            int row = leftOffset + k * ROWS;
            a0 = FloatVector.broadcast(FLOATS, left[row]).fma(column, a0);
            a1 = FloatVector.broadcast(FLOATS, left[row + 1]).fma(column, a1);
            a2 = FloatVector.broadcast(FLOATS, left[row + 2]).fma(column, a2);
            a3 = FloatVector.broadcast(FLOATS, left[row + 3]).fma(column, a3);
            a4 = FloatVector.broadcast(FLOATS, left[row + 4]).fma(column, a4);
            a5 = FloatVector.broadcast(FLOATS, left[row + 5]).fma(column, a5);
            a6 = FloatVector.broadcast(FLOATS, left[row + 6]).fma(column, a6);
            a7 = FloatVector.broadcast(FLOATS, left[row + 7]).fma(column, a7);
            a8 = FloatVector.broadcast(FLOATS, left[row + 8]).fma(column, a8);
            a9 = FloatVector.broadcast(FLOATS, left[row + 9]).fma(column, a9);
            a10 = FloatVector.broadcast(FLOATS, left[row + 10]).fma(column, a10);
            a11 = FloatVector.broadcast(FLOATS, left[row + 11]).fma(column, a11);
        }
        a0.intoArray(tile, to);
        a1.intoArray(tile, to + 2 * LANES);
        a2.intoArray(tile, to + 4 * LANES);
        a3.intoArray(tile, to + 6 * LANES);
        a4.intoArray(tile, to + 8 * LANES);
        a5.intoArray(tile, to + 10 * LANES);
        a6.intoArray(tile, to + 12 * LANES);
        a7.intoArray(tile, to + 14 * LANES);
        a8.intoArray(tile, to + 16 * LANES);
        a9.intoArray(tile, to + 18 * LANES);
        a10.intoArray(tile, to + 20 * LANES);
        a11.intoArray(tile, to + 22 * LANES);
    }

    @Override
    public void store(float[] tile, int firstRow, MemorySegment target, long offset, long rowStride, int rows,
                      int columns, boolean accumulate) {
        int whole = columns - columns % LANES;
        for (int row = 0; row < rows; row++) {
            long start = offset + row * rowStride;
            int from = (firstRow + row) * 2 * LANES;
            for (int column = 0; column < whole; column += LANES) {
                var sum = FloatVector.fromArray(FLOATS, tile, from + column);
                long at = (start + column) * Float.BYTES;
                if (accumulate) {
                    sum = FloatVector.fromMemorySegment(FLOATS, target, at, ORDER).add(sum);
                }
                sum.intoMemorySegment(target, at, ORDER);
            }
            for (int column = whole; column < columns; column++) {
                float sum = tile[from + column];
                long at = start + column;
                target.setAtIndex(ValueLayout.JAVA_FLOAT, at,
                        accumulate ? target.getAtIndex(ValueLayout.JAVA_FLOAT, at) + sum : sum);
            }
        }
    }

    @Override
    public void copyRuns(MemorySegment source, long offset, long sourceStride, int count, int width,
                         float[] target, int targetOffset, int targetStride) {
        long length = source.byteSize();
        for (int run = 0; run < count; run++) {
            long start = (offset + run * sourceStride) * Float.BYTES;
            int to = targetOffset + run * targetStride;
            int i = 0;
            for (; i < width && start + (long) (i + LANES) * Float.BYTES <= length; i += LANES) {
                FloatVector.fromMemorySegment(FLOATS, source, start + (long) i * Float.BYTES, ORDER)
                        .intoArray(target, to + i);
            }
            for (; i < width; i++) {
                target[to + i] = source.get(ValueLayout.JAVA_FLOAT, start + (long) i * Float.BYTES);
            }
        }
    }
}
