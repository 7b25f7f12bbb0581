package dev.nacre.kernels.cpu.jit;

/**
 * {@code result[rows, columns] (+)= leftᵀ · right} with {@code left [pixels, rows]} and {@code right [pixels, columns]}
 * in bfloat16, or in float32, which is rounded; sums and result in float32, in tiles (AMX), on the calling thread: a
 * weight gradient over one strip of pixels. Both factors are packed first; that costs least where {@code rows} is the
 * smaller side. Immutable, safe for many threads; needs {@link MachineCode#hasTiles()}.
 */
public final class TileStripGradient {
    private static final long LINE = 64;

    private final int rows;
    private final PairTransposer.Kind leftKind;
    private final PairPanelPacker.Kind rightKind;
    private final EmittedCode transposer;
    private final EmittedCode packer;
    private final TileProductShape shape;
    private final EmittedCode code;

    private TileStripGradient(int rows, PairTransposer.Kind leftKind, PairPanelPacker.Kind rightKind,
            long resultStride, boolean accumulate) {
        this.rows = rows;
        this.leftKind = leftKind;
        this.rightKind = rightKind;
        this.transposer = PairTransposer.of(leftKind);
        this.packer = PairPanelPacker.of(rightKind);
        this.shape = new TileProductShape(rightKind.columns(), leftKind.pixels(), TileProductShape.Left.PACKED, 0,
                resultStride, true, accumulate ? Epilogue.ADD : Epilogue.STORE, false);
        this.code = TileProductCode.of(shape);
    }

    /**
     * The product for one shape; code is emitted when the shape is first asked for, in some tenths of a millisecond.
     *
     * @param pixels       at least 1; the packed factors fit in the second-level cache for some hundred
     * @param rows         of the result, and columns of the left factor
     * @param leftStride   from a pixel of the left factor to the next
     * @param leftFloats   whether it is float32; bfloat16 otherwise
     * @param rightStride  from a pixel of the right factor to the next
     * @param rightFloats  whether it is float32; bfloat16 otherwise
     * @param resultStride from a row of the result to the next
     * @param accumulate   whether it is added to what the result holds
     */
    public static TileStripGradient of(int pixels, int rows, int columns, long leftStride, boolean leftFloats,
            long rightStride, boolean rightFloats, long resultStride, boolean accumulate) {
        return new TileStripGradient(rows, new PairTransposer.Kind(pixels, rows, leftStride, leftFloats),
                new PairPanelPacker.Kind(columns, pixels, rightStride, false, rightFloats), resultStride, accumulate);
    }

    private long leftBytes() {
        return TileRows.bytes(rows, leftKind.pixels());
    }

    private long rightBytes() {
        return new PairPanels(rightKind.columns(), rightKind.depth()).bytes();
    }

    /** Bytes of scratch that {@link #run} needs. */
    public long scratchBytes() {
        return (TileProductCode.scratchBytes(shape) + LINE) / LINE * LINE + rightBytes() + leftBytes();
    }

    /**
     * Multiplies.
     *
     * @param scratch {@link #scratchBytes()} of this call alone, best at a multiple of 64 bytes
     */
    public void run(long left, long right, long result, long scratch) {
        long packedRight = scratch + (TileProductCode.scratchBytes(shape) + LINE) / LINE * LINE;
        long packedLeft = packedRight + rightBytes();
        transposer.run(left, packedLeft, 0);
        packer.run(right, packedRight, 0);
        code.run(packedLeft, packedRight, result, rows, 0, 0, scratch, 0);
    }
}
