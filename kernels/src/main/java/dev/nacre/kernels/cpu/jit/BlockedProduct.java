package dev.nacre.kernels.cpu.jit;

import dev.nacre.kernels.cpu.jit.FloatProductShape.Ahead;
import dev.nacre.kernels.cpu.jit.FloatProductShape.Pieces;
import dev.nacre.kernels.cpu.jit.FloatProductShape.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * A product of float32 matrices of any size on the calling thread, {@code result (+)= left · right}: for each block of
 * the depth the right factor is packed in panels, then rows pass by in chunks that stay in the second-level cache
 * (after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34(3), 2008). Order of
 * summation: {@link DepthBlocks}. Needs {@link MachineCode#instructionSet()}.
 *
 * <p>Element {@code [row, k]} of the left factor lies at {@code row·leftRowStride + k·leftDepthStride}, element
 * {@code [k, column]} of the right one at {@code k·rightDepthStride + column·rightColumnStride}, {@code [row, column]}
 * of the result at {@code row·resultStride + column}.
 *
 * @param set               the instructions of the code
 * @param rows              at least 1
 * @param columns           at least 1
 * @param depth             at least 1
 * @param leftRowStride     1 unless {@code leftDepthStride} is
 * @param rightDepthStride  1 unless {@code rightColumnStride} is
 * @param accumulate        adds to what the result holds
 * @param large             whether nobody finds the result in a cache later: it is stored past them where its rows
 *                          are whole lines of memory, and it need not be read again
 */
public record BlockedProduct(InstructionSet set, long rows, long columns, long depth, long leftRowStride,
                             long leftDepthStride, long rightDepthStride, long rightColumnStride, long resultStride,
                             boolean accumulate, boolean large) {
    /** A multiple of all heights of tiles; 256 depths of them fill a third of a second-level cache of 2 MiB. */
    private static final int CHUNK_ROWS = 756;
    /** Likewise, for smaller caches. */
    private static final int SHORT_CHUNK_ROWS = 252;
    /** Copied rows lie an odd number of lines apart, so that they fall into different sets of the cache. */
    private static final int COPY_GAP = 16;
    /** Copied rows of one depth lie so near that those of a block need few translations of addresses. */
    private static final int CHUNK_ROWS_OF_ONE_DEPTH = 126;
    /** Columns whose panels are packed at once. */
    private static final int CHUNK_COLUMNS = 4096;
    /** Columns from which copying a chunk of the left factor costs little beside multiplying it. */
    private static final int COPIED_COLUMNS = 512;
    /** Distances, in elements, from which walking over rows costs too many translations of addresses. */
    private static final long PAGES_APART = 512;
    private static final long COPIED_COLUMNS_FROM_PAGES = 128;
    private static final int MOST_LINES_AHEAD = 8;
    private static final long LINE_FLOATS = 16;
    /** Distances of rows whose lines share few sets of the caches. */
    private static final long ALIASING_FLOATS = 1024;
    /** Rows from which packing the right factor costs little beside multiplying it. */
    private static final int PACKED_ROWS = 256;
    private static final int PACKED_ROWS_FROM_PAGES = 48;
    /** A tile reaches over 32 rows, and instructions over 2 GiB. */
    private static final long LONGEST = 1L << 23;
    private static final long FAR_FLOATS = 1 << 18;
    /** Multiply-adds below which nothing is gained by a better plan. */
    private static final long WORTH_A_CHOICE = 1 << 21;

    /**
     * One of the ways to the same bits.
     *
     * @param packed    whether the right factor is packed in panels before it is multiplied
     * @param copied    whether chunks of the left factor are
     * @param chunkRows the most rows that pass by at once
     */
    public record Plan(boolean packed, boolean copied, int chunkRows) {
        /** What is done, in words. */
        @Override
        public String toString() {
            return "right " + (packed ? "packed" : "as it lies") + ", left " + (copied ? "copied" : "as it lies")
                    + ", " + chunkRows + " rows at once";
        }
    }

    /** Whether both factors have neighbouring elements in one direction, and all distances fit into instructions. */
    public boolean serves() {
        return (leftRowStride == 1 || leftDepthStride == 1) && (rightDepthStride == 1 || rightColumnStride == 1)
                && depth <= Integer.MAX_VALUE && Math.max(leftRowStride, leftDepthStride) <= LONGEST
                && Math.max(rightDepthStride, rightColumnStride) <= LONGEST && resultStride <= LONGEST;
    }

    /** The plans for this product, first the one that rules of thumb say; one alone where the product is small. */
    public List<Plan> plans() {
        var usual = new Plan(packed(), copied(), copied() && leftDepthStride != 1 ? CHUNK_ROWS_OF_ONE_DEPTH
                : CHUNK_ROWS);
        if (rows * columns * depth < WORTH_A_CHOICE) {
            return List.of(usual);
        }
        var plans = new ArrayList<>(List.of(usual));
        plans.add(new Plan(usual.packed, !usual.copied, !usual.copied && leftDepthStride != 1
                ? CHUNK_ROWS_OF_ONE_DEPTH : CHUNK_ROWS));
        if (!mustBePacked()) {
            plans.add(new Plan(!usual.packed, usual.copied, usual.chunkRows));
        }
        if (rows > SHORT_CHUNK_ROWS && usual.chunkRows > SHORT_CHUNK_ROWS) {
            plans.add(new Plan(usual.packed, usual.copied, SHORT_CHUNK_ROWS));
        }
        return plans;
    }

    /** Floats of scratch that {@link #run} needs. */
    public long scratchFloats(Plan plan) {
        return packedFloats(plan) + copiedFloats(plan) + COPY_GAP;
    }

    private boolean mustBePacked() {
        return rightColumnStride != 1 || rightDepthStride < columns;
    }

    private boolean packed() {
        return mustBePacked() || rows >= PACKED_ROWS
                || (rows >= PACKED_ROWS_FROM_PAGES && rightDepthStride >= PAGES_APART);
    }

    private boolean copied() {
        long stride = leftDepthStride == 1 ? leftRowStride : leftDepthStride;
        boolean paged = leftDepthStride >= PAGES_APART && columns >= COPIED_COLUMNS_FROM_PAGES;
        return columns >= COPIED_COLUMNS || paged || (stride % ALIASING_FLOATS == 0 && columns > LINE_FLOATS);
    }

    private int longestBlock() {
        var blocks = new DepthBlocks((int) depth);
        return Math.ceilDiv((int) depth, blocks.count());
    }

    private int chunkRows(Plan plan) {
        return (int) Math.min(rows, plan.chunkRows);
    }

    private long packedFloats(Plan plan) {
        return plan.packed ? (long) longestBlock() * (Math.min(columns, CHUNK_COLUMNS) + LINE_FLOATS) : 0;
    }

    private long copiedFloats(Plan plan) {
        if (!plan.copied) {
            return 0;
        }
        return leftDepthStride == 1 ? (long) chunkRows(plan) * copiedStride(longestBlock())
                : (long) longestBlock() * copiedStride(chunkRows(plan));
    }

    private static int copiedStride(int floats) {
        return (Math.ceilDiv(floats, COPY_GAP) | 1) * COPY_GAP;
    }

    /** Multiplies; addresses are those of the first elements. */
    public void run(Plan plan, long left, long right, long result, long scratch) {
        run(plan, left, right, result, 0, scratch);
    }

    /** Multiplies and adds a number for each column; 0 for none, and only where {@code leftDepthStride} is 1. */
    public void run(Plan plan, long left, long right, long result, long bias, long scratch) {
        if (bias != 0 && leftDepthStride != 1) {
            throw new IllegalArgumentException("a bias needs a left factor whose rows are contiguous");
        }
        var blocks = new DepthBlocks((int) depth);
        for (long column = 0; column < columns; column += CHUNK_COLUMNS) {
            int count = (int) Math.min(CHUNK_COLUMNS, columns - column);
            for (int block = 0; block < blocks.count(); block++) {
                long begin = blocks.begin(block);
                int length = blocks.length(block);
                long from = right + (begin * rightDepthStride + column * rightColumnStride) * Float.BYTES;
                if (plan.packed) {
                    pack(from, length, count, scratch);
                }
                boolean last = block == blocks.count() - 1;
                var epilogue = new Epilogue(accumulate || block > 0, last && bias != 0, false, 0);
                multiply(plan, left + begin * leftDepthStride * Float.BYTES, plan.packed ? scratch : from,
                        result + column * Float.BYTES, length, count, epilogue, bias + column * Float.BYTES, last,
                        scratch + packedFloats(plan) * Float.BYTES);
            }
        }
    }

    private void pack(long right, int length, int width, long packed) {
        boolean transposed = rightColumnStride != 1;
        PanelPacker.of(new PanelPacker.Kind(set, width, length, transposed ? rightColumnStride : rightDepthStride,
                transposed)).run(right, packed, 0);
    }

    private void multiply(Plan plan, long left, long right, long result, int length, int width, Epilogue epilogue,
            long bias, boolean last, long copy) {
        int chunk = chunkRows(plan);
        for (long row = 0; row < rows; row += chunk) {
            int count = (int) Math.min(chunk, rows - row);
            long from = left + row * leftRowStride * Float.BYTES;
            long rowStride = leftRowStride;
            long depthStride = leftDepthStride;
            if (plan.copied) {
                copy(from, length, count, copy);
                from = copy;
                rowStride = leftDepthStride == 1 ? copiedStride(length) : 1;
                depthStride = leftDepthStride == 1 ? 1 : copiedStride(count);
            }
            var shape = new FloatProductShape(set, width, length, rowStride, depthStride,
                    plan.packed ? 0 : rightDepthStride, resultStride, epilogue, destination(result, width, epilogue),
                    Ahead.NOTHING, Pieces.ONE);
            var ahead = ahead(plan, shape);
            long next = last ? 0 : length;
            long first = epilogue.bias() ? bias : from + next * leftDepthStride * Float.BYTES;
            FloatProductCode.of(shape.asking(ahead)).run(from, right, result + row * resultStride * Float.BYTES, count,
                    first, right + next * rightDepthStride * Float.BYTES);
        }
    }

    private Result destination(long result, int width, Epilogue epilogue) {
        boolean once = new DepthBlocks((int) depth).count() == 1;
        if (large && once && FloatProductShape.mayPassCaches(result, width, resultStride, epilogue)) {
            return Result.PAST_CACHES;
        }
        return rows * columns > FAR_FLOATS ? Result.FAR : Result.NEAR;
    }

    /** What the next block of the depth will read from memory as it lies, spread over this block's work. */
    private Ahead ahead(Plan plan, FloatProductShape shape) {
        long rounds = FloatProductCode.rounds(shape, rows);
        if (leftDepthStride == 1 || rows > CHUNK_ROWS || rounds == 0) {
            return Ahead.NOTHING;
        }
        return new Ahead(plan.copied ? 0 : lines(shape, rows, leftDepthStride, rounds),
                plan.packed ? 0 : lines(shape, columns, rightDepthStride, rounds));
    }

    private static int lines(FloatProductShape shape, long floats, long stride, long rounds) {
        // Where rows lie far apart, most of the memory between them is not read.
        boolean near = stride <= 2 * floats;
        return near ? (int) Math.min(MOST_LINES_AHEAD, Math.ceilDiv(shape.depth() * stride / LINE_FLOATS, rounds)) : 0;
    }

    private void copy(long left, int length, int count, long copy) {
        boolean rowMajor = leftDepthStride == 1;
        int width = rowMajor ? length : count;
        long stride = rowMajor ? leftRowStride : leftDepthStride;
        BlockCopier.of(new BlockCopier.Kind(set, width, stride, copiedStride(width)))
                .run(left, copy, rowMajor ? count : length);
    }
}
