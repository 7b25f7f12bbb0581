package dev.nacre.kernels.cpu.jit;

/**
 * {@code result[rows, columns] (+)= leftᵀ · right} with {@code left [pixels, rows]} and {@code right [pixels, columns]}
 * in float32, on the calling thread: a weight gradient over one strip of pixels, both factors read where they lie.
 * Order of summation: {@link DepthBlocks} over the pixels. Immutable, safe for many threads; needs
 * {@link MachineCode#instructionSet()}.
 *
 * <p>Addresses are those of the first elements, strides are counted in elements.
 */
public final class StripGradient {
    private final int rows;
    private final long leftStride;
    private final long rightStride;
    private final DepthBlocks blocks;
    private final EmittedCode[] codes;

    private StripGradient(InstructionSet set, int pixels, int rows, int columns, long leftStride, long rightStride,
            long resultStride, boolean accumulate) {
        this.rows = rows;
        this.leftStride = leftStride;
        this.rightStride = rightStride;
        this.blocks = new DepthBlocks(pixels);
        this.codes = new EmittedCode[blocks.count()];
        for (int block = 0; block < codes.length; block++) {
            // Sums are read at the end of a tile: asking for them at its beginning costs nothing where they are near.
            codes[block] = FloatProductCode.of(new FloatProductShape(set, columns, blocks.length(block), 1, leftStride,
                    rightStride, resultStride, accumulate || block > 0 ? Epilogue.ADD : Epilogue.STORE,
                    FloatProductShape.Result.FAR, FloatProductShape.Ahead.NOTHING, FloatProductShape.Pieces.ONE));
        }
    }

    /**
     * The product for one shape; code is emitted when the shape is first asked for, in some tenths of a millisecond.
     *
     * @param pixels       at least 1
     * @param rows         of the result, and columns of the left factor
     * @param leftStride   from a pixel of the left factor to the next
     * @param rightStride  from a pixel of the right factor to the next, at least {@code columns}
     * @param resultStride from a row of the result to the next
     * @param accumulate   whether it is added to what the result holds
     */
    public static StripGradient of(int pixels, int rows, int columns, long leftStride, long rightStride,
            long resultStride, boolean accumulate) {
        return of(MachineCode.instructionSet(), pixels, rows, columns, leftStride, rightStride, resultStride,
                accumulate);
    }

    /** The same in the instructions of a set. */
    static StripGradient of(InstructionSet set, int pixels, int rows, int columns, long leftStride, long rightStride,
            long resultStride, boolean accumulate) {
        return new StripGradient(set, pixels, rows, columns, leftStride, rightStride, resultStride, accumulate);
    }

    /** Multiplies. */
    public void run(long left, long right, long result) {
        for (int block = 0; block < codes.length; block++) {
            long begin = blocks.begin(block);
            codes[block].run(left + begin * leftStride * Float.BYTES, right + begin * rightStride * Float.BYTES,
                    result, rows, 0, 0);
        }
    }
}
