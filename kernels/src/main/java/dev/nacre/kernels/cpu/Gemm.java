package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.GemmOperand.Left;
import dev.nacre.kernels.cpu.GemmOperand.Right;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Matrix products in float32, blocked for the caches and cut over threads (after Goto and van de Geijn, "Anatomy of
 * High-Performance Matrix Multiplication", ACM TOMS 34(3), 2008).
 *
 * <p>Where {@link EmittedGemm} serves, it multiplies; tiles of vectors, or of scalars, elsewhere.
 *
 * <p>Order of summation: fused products in ascending depth within blocks of {@link GemmTile#DEPTH} or fewer, blocks in
 * ascending order; a product with few results and a great depth is cut into a number of slices that depends on the
 * shape alone. Neither tiles nor threads change a bit.
 */
final class Gemm {
    /** Rows packed at once: with a depth of 256 they fill a good part of a 1 to 2 MiB second-level cache. */
    private static final int BLOCK_ROWS = 20 * GemmTile.ROWS;
    private static final int BLOCK_COLUMNS = 1024;
    private static final int LEFT_STRIP = GemmTile.ROWS * GemmTile.ROW_STRIDE;
    private static final int SLICES = 16;
    private static final long SLICE_DEPTH = 2048;
    private static final long SLICED_RESULTS = 1 << 17;
    private static final ConcurrentLinkedDeque<Panels> FREE = new ConcurrentLinkedDeque<>();

    private Gemm() {
    }

    /** Where the result goes: element {@code [row, column]} lies at {@code rows.offset(row) + column}. */
    record Target(MemorySegment segment, Rows rows, boolean accumulate) {
        /** Rows at equal distances. */
        Target(MemorySegment segment, long offset, long rowStride, boolean accumulate) {
            this(segment, new EvenRows(offset, rowStride), accumulate);
        }
    }

    /** Where each row of a result starts. */
    sealed interface Rows permits EvenRows, Conv2dRows {
        long offset(long row);
    }

    /** Row {@code r} starts at {@code first + r·stride}. */
    record EvenRows(long first, long stride) implements Rows {
        @Override
        public long offset(long row) {
            return first + row * stride;
        }
    }

    /**
     * {@code target = left · right}, or {@code target += left · right}; left is {@code [m, k]}, right is {@code [k,
     * n]}.
     */
    static void multiply(Workers workers, Left left, Right right, long m, long n, long k, Target target) {
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            clear(target, m, n);
            return;
        }
        if (isSliced(m, n, k)) {
            multiplySlices(workers, left, right, m, n, k, target);
            return;
        }
        var grid = GemmGrid.of(workers, m, n, k, GemmTile.ROWS, GemmTile.instance().columns());
        workers.parts(grid.parts(), part -> block(left, right, grid.rowBegin(part), grid.rowEnd(part),
                grid.columnBegin(part), grid.columnEnd(part), 0, k, target));
    }

    /** Where the factors and the result of one product of a batch lie. */
    interface BatchItem {
        void multiply(int index);
    }

    /**
     * Runs {@code batch} independent products of {@code flops} operations each, side by side where there are enough.
     */
    static void batch(Workers workers, int batch, long flops, BatchItem item) {
        if (batch >= workers.threads()) {
            workers.ranges(batch, flops / 16, (begin, end) -> {
                for (long index = begin; index < end; index++) {
                    item.multiply((int) index);
                }
            });
        } else {
            for (int index = 0; index < batch; index++) {
                item.multiply(index);
            }
        }
    }

    /** Whether there are few results, so that the depth has to be cut. */
    static boolean isSliced(long m, long n, long k) {
        return m * n <= SLICED_RESULTS && k >= SLICES * SLICE_DEPTH;
    }

    /** Length of a slice of the depth. */
    static long sliceDepth(long k) {
        long depth = (k + SLICES - 1) / SLICES;
        return (depth + GemmTile.DEPTH - 1) / GemmTile.DEPTH * GemmTile.DEPTH;
    }

    private static void multiplySlices(Workers workers, Left left, Right right, long m, long n, long k, Target target) {
        long sliceDepth = sliceDepth(k);
        int slices = (int) ((k + sliceDepth - 1) / sliceDepth);
        try (var scratch = Scratch.borrow(slices * m * n)) {
            var sums = scratch.segment();
            workers.parts(slices, slice -> block(left, right, 0, m, 0, n, slice * sliceDepth,
                    Math.min(k, (slice + 1) * sliceDepth), new Target(sums, slice * m * n, n, false)));
            workers.ranges(m, n * slices, (begin, end) -> addSlices(sums, slices, m, n, begin, end, target));
        }
    }

    private static void addSlices(MemorySegment sums, int slices, long m, long n, long begin, long end, Target target) {
        for (long row = begin; row < end; row++) {
            for (long column = 0; column < n; column++) {
                float sum = 0;
                for (int slice = 0; slice < slices; slice++) {
                    sum += Floats.get(sums, slice * m * n + row * n + column);
                }
                long at = target.rows.offset(row) + column;
                Floats.set(target.segment, at, target.accumulate ? Floats.get(target.segment, at) + sum : sum);
            }
        }
    }

    private static void clear(Target target, long m, long n) {
        for (long row = 0; row < m && !target.accumulate; row++) {
            long at = target.rows.offset(row);
            target.segment.asSlice(at * Float.BYTES, n * Float.BYTES).fill((byte) 0);
        }
    }

    private static void block(Left left, Right right, long rowBegin, long rowEnd, long columnBegin, long columnEnd,
                              long depthBegin, long depthEnd, Target target) {
        if (EmittedGemm.multiply(left, right, rowBegin, rowEnd, columnBegin, columnEnd, depthBegin, depthEnd,
                target)) {
            return;
        }
        var tile = GemmTile.instance();
        var panels = FREE.pollFirst();
        if (panels == null) {
            panels = new Panels(tile);
        }
        for (long column = columnBegin; column < columnEnd; column += BLOCK_COLUMNS) {
            int columns = (int) Math.min(BLOCK_COLUMNS, columnEnd - column);
            for (long k = depthBegin; k < depthEnd; k += GemmTile.DEPTH) {
                int depth = (int) Math.min(GemmTile.DEPTH, depthEnd - k);
                panels.packRight(right, k, depth, column, columns);
                boolean accumulate = target.accumulate || k > depthBegin;
                for (long row = rowBegin; row < rowEnd; row += BLOCK_ROWS) {
                    int rows = (int) Math.min(BLOCK_ROWS, rowEnd - row);
                    panels.packLeft(left, row, rows, k, depth);
                    panels.multiply(left.depthMajor(), row, rows, column, columns, depth, target, accumulate);
                }
            }
        }
        FREE.addFirst(panels);
    }

    /** The packed factors of one thread. */
    private static final class Panels {
        private final GemmTile tile;
        private final float[] left = new float[BLOCK_ROWS / GemmTile.ROWS * LEFT_STRIP + GemmTile.SLACK];
        private final float[] right = new float[BLOCK_COLUMNS * GemmTile.DEPTH + GemmTile.SLACK];
        private final float[] sums;

        Panels(GemmTile tile) {
            this.tile = tile;
            this.sums = new float[GemmTile.ROWS * tile.columns()];
        }

        void packRight(Right operand, long k, int depth, long column, int columns) {
            int width = tile.columns();
            for (int c = 0; c < columns; c += width) {
                operand.pack(tile, k, depth, column + c, Math.min(width, columns - c), right, c * GemmTile.DEPTH);
            }
        }

        void packLeft(Left operand, long row, int rows, long k, int depth) {
            int offset = 0;
            for (int r = 0; r < rows; r += GemmTile.ROWS) {
                operand.pack(tile, row + r, Math.min(GemmTile.ROWS, rows - r), k, depth, left, offset);
                offset += LEFT_STRIP;
            }
        }

        /** Along a strip of rows, so that the result is written in the order in which it lies in memory. */
        void multiply(boolean depthMajor, long row, int rows, long column, int columns, int depth, Target target,
                      boolean accumulate) {
            int width = tile.columns();
            int leftOffset = 0;
            for (int r = 0; r < rows; r += GemmTile.ROWS) {
                for (int c = 0; c < columns; c += width) {
                    int used = Math.min(width, columns - c);
                    if (depthMajor) {
                        tile.multiplyDepthMajor(left, leftOffset, right, c * GemmTile.DEPTH, depth, used, sums);
                    } else {
                        tile.multiplyRowMajor(left, leftOffset, right, c * GemmTile.DEPTH, depth, used, sums);
                    }
                    store(target, row + r, Math.min(GemmTile.ROWS, rows - r), column + c, used, accumulate);
                }
                leftOffset += LEFT_STRIP;
            }
        }

        private void store(Target target, long row, int rows, long column, int columns, boolean accumulate) {
            if (target.rows instanceof EvenRows even) {
                tile.store(sums, 0, target.segment, even.offset(row) + column, even.stride(), rows, columns,
                        accumulate);
            } else {
                for (int r = 0; r < rows; r++) {
                    tile.store(sums, r, target.segment, target.rows.offset(row + r) + column, 0, 1, columns,
                            accumulate);
                }
            }
        }
    }
}
