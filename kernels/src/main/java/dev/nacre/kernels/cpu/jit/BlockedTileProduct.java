package dev.nacre.kernels.cpu.jit;

/**
 * A product of matrices of any size in tiles (AMX) on the calling thread, {@code result = left · right}: factors in
 * bfloat16, or in float32, which is rounded; sums in float32; the result in either. Columns pass by in chunks whose
 * right factor stays in the second-level cache. The order of summation depends on the depth alone. Needs
 * {@link MachineCode#hasTiles()}.
 *
 * <p>Element {@code [row, k]} of the left factor lies at {@code row·leftRowStride + k·leftDepthStride}, element
 * {@code [k, column]} of the right one at {@code k·rightDepthStride + column·rightColumnStride}, {@code [row, column]}
 * of the result at {@code row·resultStride + column}, counted in elements.
 *
 * @param rows             at least 1
 * @param columns          at least 1
 * @param depth            at least 1
 * @param leftRowStride    1 unless {@code leftDepthStride} is
 * @param leftFloats       whether the left factor is float32; bfloat16 otherwise
 * @param rightDepthStride 1 unless {@code rightColumnStride} is
 * @param resultFloats     whether the result is float32; bfloat16 otherwise
 */
public record BlockedTileProduct(long rows, long columns, long depth, long leftRowStride, long leftDepthStride,
                                 boolean leftFloats, long rightDepthStride, long rightColumnStride,
                                 boolean rightFloats, long resultStride, boolean resultFloats) {
    private static final int LONGEST_BLOCK = 2048;
    /** Five eighths of a second-level cache of 2 MiB. */
    private static final long CHUNK_BYTES = 5 << 18;
    private static final long LINE = 64;
    private static final long LONGEST = 1L << 23;

    /** Whether both factors have neighbouring elements in one direction, and all distances fit into instructions. */
    public boolean serves() {
        return (leftRowStride == 1 || leftDepthStride == 1) && (rightDepthStride == 1 || rightColumnStride == 1)
                && depth <= Integer.MAX_VALUE && Math.max(leftRowStride, leftDepthStride) <= LONGEST
                && Math.max(rightDepthStride, rightColumnStride) <= LONGEST && resultStride <= LONGEST;
    }

    private int blocks() {
        return Math.toIntExact(Math.ceilDiv(depth, LONGEST_BLOCK));
    }

    /** Where a block of the depth begins: at whole steps. */
    private long begin(int block) {
        long steps = Math.ceilDiv(depth, PairPanels.STEP);
        return Math.min(depth, steps * block / blocks() * PairPanels.STEP);
    }

    private int length(int block) {
        return (int) (begin(block + 1) - begin(block));
    }

    private int longestBlock() {
        return (Math.ceilDiv(Math.ceilDiv((int) depth, PairPanels.STEP), blocks())) * PairPanels.STEP;
    }

    /** Columns of a chunk: whole panels, and chunks of nearly equal size. */
    private int chunkColumns() {
        long most = Math.max(PairPanels.STEP, CHUNK_BYTES / Short.BYTES / longestBlock());
        long chunks = Math.ceilDiv(columns, most);
        return (int) (Math.ceilDiv(Math.ceilDiv(columns, chunks), PairPanels.STEP) * PairPanels.STEP);
    }

    private boolean packsLeft() {
        return leftDepthStride != 1;
    }

    private boolean hasSums() {
        return blocks() > 1 && !resultFloats;
    }

    private TileProductShape shape(int width, int length, Epilogue epilogue, boolean floats) {
        return new TileProductShape(width, length, packsLeft() ? TileProductShape.Left.PACKED
                : TileProductShape.rows(leftFloats), packsLeft() ? 0 : leftRowStride,
                floats == resultFloats ? resultStride : columns, floats, epilogue, true);
    }

    private long kernelBytes() {
        long most = 0;
        for (int block = 0; block < blocks(); block++) {
            most = Math.max(most, TileProductCode.scratchBytes(shape(1, length(block), Epilogue.STORE, resultFloats)));
        }
        return lines(most);
    }

    private long rightBytes() {
        return lines(new PairPanels(chunkColumns(), longestBlock()).bytes());
    }

    private long leftBytes() {
        return packsLeft() ? TileRows.bytes(rows, longestBlock()) : 0;
    }

    private static long lines(long bytes) {
        return Math.ceilDiv(bytes, LINE) * LINE;
    }

    /** Bytes of scratch that {@link #run} needs. */
    public long scratchBytes() {
        return kernelBytes() + rightBytes() + leftBytes() + (hasSums() ? rows * columns * Float.BYTES : 0);
    }

    /** Multiplies; addresses are those of the first elements. */
    public void run(long left, long right, long result, long scratch) {
        run(left, right, result, 0, scratch);
    }

    /** Multiplies and adds a float32 number for each column; 0 for none. */
    public void run(long left, long right, long result, long bias, long scratch) {
        long packedRight = scratch + kernelBytes();
        long packedLeft = packedRight + rightBytes();
        long sums = packedLeft + leftBytes();
        for (int block = 0; block < blocks(); block++) {
            int length = length(block);
            long blockLeft = left + begin(block) * leftDepthStride * bytes(leftFloats);
            if (packsLeft()) {
                PairTransposer.of(new PairTransposer.Kind(length, (int) rows, leftDepthStride, leftFloats))
                        .run(blockLeft, packedLeft, 0);
            }
            for (long column = 0; column < columns; column += chunkColumns()) {
                int width = (int) Math.min(chunkColumns(), columns - column);
                packRight(right + (begin(block) * rightDepthStride + column * rightColumnStride) * bytes(rightFloats),
                        width, length, packedRight);
                multiply(block, width, packsLeft() ? packedLeft : blockLeft, packedRight,
                        result + column * bytes(resultFloats), bias == 0 ? 0 : bias + column * Float.BYTES,
                        sums + column * Float.BYTES, scratch);
            }
        }
    }

    private static int bytes(boolean floats) {
        return floats ? Float.BYTES : Short.BYTES;
    }

    private void packRight(long right, int width, int length, long packed) {
        boolean transposed = rightColumnStride != 1;
        PairPanelPacker.of(new PairPanelPacker.Kind(width, length, transposed ? rightColumnStride : rightDepthStride,
                transposed, rightFloats)).run(right, packed, 0);
    }

    /** One block for some columns: sums that do not fit the result's type wait in scratch until the last block. */
    private void multiply(int block, int width, long left, long right, long result, long bias, long sums,
            long scratch) {
        boolean last = block == blocks() - 1;
        boolean waits = hasSums() && !last;
        Epilogue epilogue;
        if (block == 0) {
            epilogue = Epilogue.STORE;
        } else if (hasSums() && last) {
            epilogue = new Epilogue(false, false, true, columns);
        } else {
            epilogue = Epilogue.ADD;
        }
        if (last && bias != 0) {
            epilogue = new Epilogue(epilogue.accumulate(), true, epilogue.residual(), epilogue.residualStride());
        }
        TileProductCode.of(shape(width, length(block), epilogue, waits || resultFloats))
                .run(left, right, waits ? sums : result, rows, bias, sums, scratch, 0);
    }
}
