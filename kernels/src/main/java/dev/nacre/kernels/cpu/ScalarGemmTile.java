package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The tile without vectors: products and sums are rounded separately, because a fused one is slow where the
 * processor has none.
 */
final class ScalarGemmTile implements GemmTile {
    private static final int COLUMNS = 8;

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void multiplyRowMajor(float[] left, int leftOffset, float[] right, int rightOffset, int depth,
            int used, float[] tile) {
        multiply(left, leftOffset, ROW_STRIDE, 1, right, rightOffset, depth, tile);
    }

    @Override
    public void multiplyDepthMajor(float[] left, int leftOffset, float[] right, int rightOffset, int depth,
                                   int used, float[] tile) {
        multiply(left, leftOffset, 1, ROWS, right, rightOffset, depth, tile);
    }

    private static void multiply(float[] left, int leftOffset, int rowStep, int depthStep, float[] right,
            int rightOffset,
                                 int depth, float[] tile) {
        for (int row = 0; row < ROWS; row++) {
            float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
            int at = leftOffset + row * rowStep;
            for (int k = 0; k < depth; k++) {
                float x = left[at + k * depthStep];
                int from = rightOffset + k * COLUMNS;
                s0 += x * right[from];
                s1 += x * right[from + 1];
                s2 += x * right[from + 2];
                s3 += x * right[from + 3];
                s4 += x * right[from + 4];
                s5 += x * right[from + 5];
                s6 += x * right[from + 6];
                s7 += x * right[from + 7];
            }
            int to = row * COLUMNS;
            tile[to] = s0;
            tile[to + 1] = s1;
            tile[to + 2] = s2;
            tile[to + 3] = s3;
            tile[to + 4] = s4;
            tile[to + 5] = s5;
            tile[to + 6] = s6;
            tile[to + 7] = s7;
        }
    }

    @Override
    public void store(float[] tile, int firstRow, MemorySegment target, long offset, long rowStride, int rows,
                      int columns, boolean accumulate) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                long at = offset + row * rowStride + column;
                float sum = tile[(firstRow + row) * COLUMNS + column];
                target.setAtIndex(ValueLayout.JAVA_FLOAT, at,
                        accumulate ? target.getAtIndex(ValueLayout.JAVA_FLOAT, at) + sum : sum);
            }
        }
    }

    @Override
    public void copyRuns(MemorySegment source, long offset, long sourceStride, int count, int width,
                         float[] target, int targetOffset, int targetStride) {
        for (int run = 0; run < count; run++) {
            MemorySegment.copy(source, ValueLayout.JAVA_FLOAT, (offset + run * sourceStride) * Float.BYTES,
                    target, targetOffset + run * targetStride, width);
        }
    }
}
