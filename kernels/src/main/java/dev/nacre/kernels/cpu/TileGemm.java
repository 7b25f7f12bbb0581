package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.BlockedTileProduct;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Matrix products with factors of bfloat16, or of float32, which is rounded; sums in float32; by emitted machine code
 * in tiles. Cut over threads as {@link Gemm} is: neither tiles nor threads change a bit.
 */
final class TileGemm {
    static final int TILE_ROWS = 32;
    static final int TILE_COLUMNS = 32;
    static final long WORTH_A_THREAD_FACTOR = 4;

    private TileGemm() {
    }

    /**
     * A matrix in memory: element {@code [row, column]} lies at {@code offset + row·rowStride + column·columnStride},
     * counted in elements of {@code type}, float32 or bfloat16.
     */
    record Matrix(MemorySegment segment, DType type, long offset, long rowStride, long columnStride) {
        boolean floats() {
            return type == DType.FLOAT32;
        }

        long address(long row, long column) {
            return segment.address() + (offset + row * rowStride + column * columnStride) * type.bytes();
        }
    }

    /** Whether a product of these strides is one that tiles can do: rows or columns contiguous. */
    static boolean serves(Matrix left, Matrix right, Matrix result, long m, long n, long k) {
        return m > 0 && n > 0 && k > 0 && result.columnStride == 1
                && product(left, right, result, m, n, k, result.rowStride, result.floats()).serves();
    }

    private static BlockedTileProduct product(Matrix left, Matrix right, Matrix result, long m, long n, long k,
            long resultStride, boolean resultFloats) {
        return new BlockedTileProduct(m, n, k, left.rowStride, left.columnStride, left.floats(), right.rowStride,
                right.columnStride, right.floats(), resultStride, resultFloats);
    }

    /** {@code result = left · right}; left is {@code [m, k]}, right is {@code [k, n]}, and {@link #serves} said yes. */
    static void multiply(Workers workers, Matrix left, Matrix right, long m, long n, long k, Matrix result) {
        if (Gemm.isSliced(m, n, k)) {
            multiplySlices(workers, left, right, m, n, k, result);
            return;
        }
        var grid = GemmGrid.of(workers, m, n, Math.max(1, k / WORTH_A_THREAD_FACTOR), TILE_ROWS, TILE_COLUMNS);
        workers.parts(grid.parts(), part -> {
            long row = grid.rowBegin(part);
            long column = grid.columnBegin(part);
            block(left, right, result, row, grid.rowEnd(part) - row, column, grid.columnEnd(part) - column, 0, k);
        });
    }

    private static void multiplySlices(Workers workers, Matrix left, Matrix right, long m, long n, long k,
            Matrix result) {
        long sliceDepth = Gemm.sliceDepth(k);
        int slices = (int) ((k + sliceDepth - 1) / sliceDepth);
        try (var scratch = Scratch.borrow(slices * m * n)) {
            workers.parts(slices, slice -> {
                var sums = new Matrix(scratch.segment(), DType.FLOAT32, slice * m * n, n, 1);
                long begin = slice * sliceDepth;
                block(left, right, sums, 0, m, 0, n, begin, Math.min(k, begin + sliceDepth) - begin);
            });
            workers.ranges(m, n * slices, (begin, end) -> {
                for (long row = begin; row < end; row++) {
                    for (long column = 0; column < n; column++) {
                        float sum = 0;
                        for (int slice = 0; slice < slices; slice++) {
                            sum += Floats.get(scratch.segment(), slice * m * n + row * n + column);
                        }
                        result.type.set(result.segment, result.offset + row * result.rowStride + column, sum);
                    }
                }
            });
        }
    }

    private static void block(Matrix left, Matrix right, Matrix result, long row, long rows, long column, long columns,
            long begin, long depth) {
        if (rows == 0 || columns == 0) {
            return;
        }
        var product = product(left, right, result, rows, columns, depth, result.rowStride, result.floats());
        try (var scratch = Scratch.borrow(product.scratchBytes() / Float.BYTES + 1)) {
            product.run(left.address(row, begin), right.address(begin, column), result.address(row, column),
                    scratch.segment().address());
        } finally {
            Reference.reachabilityFence(left);
            Reference.reachabilityFence(right);
            Reference.reachabilityFence(result);
        }
    }
}
