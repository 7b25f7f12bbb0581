package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * How the products of all rows of A with all rows of B are cut: into tiles that fit a second-level cache, and rows of
 * tiles into slices for threads. All depends on the batch alone.
 *
 * @param a      {@code [batch, width]}
 * @param aStart its first element
 * @param b      {@code [batch, width]}
 * @param bStart its first element
 */
record ContrastiveTiles(int batch, int width, MemorySegment a, long aStart, MemorySegment b, long bStart) {
    /** Rows and columns of a tile, at most. */
    private static final int SIDE = 512;
    private static final int LEAST_ROWS = 64;
    /** Each has sums of its own for the columns: as many as that are worked on at once. */
    private static final int SLICES = 8;
    /** From a row of a tile to the next: not a multiple of a page's half, whose lines compete for the same places. */
    private static final int STRIDE = SIDE + 16;
    private static final Workers ONE = Workers.of(1);

    /** Where a product lies in a tile; both count from the tile's first. */
    long place(int row, int column) {
        return (long) row * STRIDE + column;
    }

    /** Rows of a tile. */
    int rows() {
        return Math.clamp(Math.ceilDiv(batch, SLICES), LEAST_ROWS, SIDE);
    }

    int columns() {
        return SIDE;
    }

    private int blocks() {
        return Math.ceilDiv(batch, rows());
    }

    int slices() {
        return Math.min(SLICES, blocks());
    }

    /** First row of a slice; that of the slice behind the last is the batch. */
    int begin(int slice) {
        return Math.min(batch, (int) ((long) blocks() * slice / slices()) * rows());
    }

    Scratch borrow() {
        return Scratch.borrow((long) rows() * STRIDE);
    }

    /** {@code tile = A[row …]·B[column …]ᵀ}. */
    void products(int row, int rows, int column, int columns, MemorySegment tile) {
        Gemm.multiply(ONE, new GemmOperand.LeftMatrix(a, aStart + (long) row * width, width, 1),
                new GemmOperand.RightMatrix(b, bStart + (long) column * width, 1, width), rows, columns, width,
                new Gemm.Target(tile, 0, STRIDE, false));
    }

    /** {@code result[row …] (+)= tile·B[column …]}. */
    void alongRows(MemorySegment tile, int row, int rows, int column, int columns, MemorySegment result) {
        Gemm.multiply(ONE, new GemmOperand.LeftMatrix(tile, 0, STRIDE, 1),
                new GemmOperand.RightMatrix(b, bStart + (long) column * width, width, 1), rows, width, columns,
                new Gemm.Target(result, (long) row * width, width, column > 0));
    }

    /** {@code result[column …] (+)= tileᵀ·A[row …]}, from {@code start} on. */
    void downColumns(MemorySegment tile, int row, int rows, int column, int columns, MemorySegment result, long start,
            boolean accumulate) {
        Gemm.multiply(ONE, new GemmOperand.LeftMatrix(tile, 0, 1, STRIDE),
                new GemmOperand.RightMatrix(a, aStart + (long) row * width, width, 1), columns, width, rows,
                new Gemm.Target(result, start + (long) column * width, width, accumulate));
    }
}
