package dev.nacre.kernels.cpu.jit;

/**
 * {@code result[rows, columns] = left[rows, depth] · right[depth, columns]} with factors in bfloat16, sums in float32
 * and an {@link Epilogue}, in tiles (AMX), on the calling thread. A left factor of float32 is rounded on the way. The
 * left factor is read where it lies; the right one is packed once, by {@link #pack}. Immutable, safe for many threads;
 * needs {@link MachineCode#hasTiles()}.
 *
 * <p>Order of summation: pairs of products in ascending depth. Addresses are those of the first elements, strides are
 * counted in elements. Nothing outside the named elements is read or written.
 */
public final class TileStripProduct {
    private final TileProductShape shape;
    private final EmittedCode code;

    private TileStripProduct(TileProductShape shape) {
        if (shape.epilogue().accumulate() && !shape.resultFloats()) {
            throw new IllegalArgumentException("a result of bfloat16 cannot be added to");
        }
        this.shape = shape;
        this.code = TileProductCode.of(shape);
    }

    /**
     * The product for one shape; code is emitted when the shape is first asked for, in some tenths of a millisecond.
     *
     * @param depth        at least 1
     * @param columns      at least 1
     * @param leftStride   from a row of the left factor to the next
     * @param leftFloats   whether the left factor is float32; bfloat16 otherwise
     * @param resultStride from a row of the result to the next
     * @param resultFloats whether the result is float32; bfloat16 otherwise, which cannot be accumulated
     */
    public static TileStripProduct of(int depth, int columns, long leftStride, boolean leftFloats, long resultStride,
            boolean resultFloats, Epilogue epilogue) {
        return new TileStripProduct(new TileProductShape(columns, depth, TileProductShape.rows(leftFloats),
                leftStride, resultStride, resultFloats, epilogue, false));
    }

    /** Bytes that {@link #pack} writes. */
    public long packedBytes() {
        return new PairPanels(shape.columns(), shape.depth()).bytes();
    }

    /** Bytes of scratch that {@link #run} needs. */
    public long scratchBytes() {
        return TileProductCode.scratchBytes(shape);
    }

    /**
     * Packs the right factor for {@link #run}; its products may share it whatever their strides and epilogues.
     *
     * @param right      {@code [depth, columns]}, or {@code [columns, depth]} where {@code transposed}
     * @param stride     from a row of it to the next, as it lies
     * @param transposed as for an input gradient, whose right factor is the transposed weight
     * @param floats     whether it is float32, and rounded; bfloat16 otherwise
     * @param packed     room for {@link #packedBytes()}, best at a multiple of 64 bytes
     */
    public void pack(long right, long stride, boolean transposed, boolean floats, long packed) {
        PairPanelPacker.of(new PairPanelPacker.Kind(shape.columns(), shape.depth(), stride, transposed, floats))
                .run(right, packed, 0);
    }

    /**
     * Multiplies.
     *
     * @param rows     0 or more
     * @param bias     {@code [columns]} of float32; ignored unless the epilogue asks for it
     * @param residual {@code [rows, columns]} of float32; ignored unless the epilogue asks for it
     * @param scratch  {@link #scratchBytes()} of this call alone, best at a multiple of 64 bytes
     */
    public void run(long left, long packed, long result, long rows, long bias, long residual, long scratch) {
        code.run(left, packed, result, rows, bias, residual, scratch, 0);
    }
}
