package dev.nacre.kernels.cpu.jit;

import dev.nacre.kernels.cpu.jit.FloatProductShape.Pieces;
import dev.nacre.kernels.cpu.jit.FloatProductShape.Result;

/**
 * {@code result[rows, columns] = left[rows, depth] · right[depth, columns]} in float32, with an {@link Epilogue}, on
 * the calling thread: meant for strips of some hundred rows whose factors lie in the second-level cache. The left
 * factor is read where it lies; the right one is packed once, by {@link #pack}. Order of summation:
 * {@link DepthBlocks}. Immutable, safe for many threads; needs {@link MachineCode#instructionSet()}.
 *
 * <p>Addresses are those of the first elements, strides are counted in elements. Nothing outside the named elements is
 * read or written.
 */
public final class StripProduct {
    private final InstructionSet set;
    private final int depth;
    private final int columns;
    private final DepthBlocks blocks;
    private final EmittedCode[] codes;

    private StripProduct(InstructionSet set, int depth, int columns, long leftStride, long resultStride,
            Epilogue epilogue, Pieces pieces, Result result) {
        this.set = set;
        this.depth = depth;
        this.columns = columns;
        this.blocks = new DepthBlocks(depth);
        this.codes = new EmittedCode[blocks.count()];
        for (int block = 0; block < codes.length; block++) {
            var first = epilogue.accumulate() ? Epilogue.ADD : Epilogue.STORE;
            var step = block < codes.length - 1 ? first : epilogue;
            codes[block] = FloatProductCode.of(new FloatProductShape(set, columns, blocks.length(block), leftStride, 1,
                    0, resultStride, block == 0 ? step : step.accumulating(), result,
                    FloatProductShape.Ahead.NOTHING, pieces));
        }
    }

    /**
     * The product for one shape; code is emitted when the shape is first asked for, in some tenths of a millisecond.
     *
     * @param depth        at least 1
     * @param columns      at least 1
     * @param leftStride   from a row of the left factor to the next
     * @param resultStride from a row of the result to the next
     */
    public static StripProduct of(int depth, int columns, long leftStride, long resultStride, Epilogue epilogue) {
        return of(MachineCode.instructionSet(), depth, columns, leftStride, resultStride, epilogue);
    }

    /** The same in the instructions of a set. */
    static StripProduct of(InstructionSet set, int depth, int columns, long leftStride, long resultStride,
            Epilogue epilogue) {
        return new StripProduct(set, depth, columns, leftStride, resultStride, epilogue, Pieces.ONE, Result.NEAR);
    }

    /**
     * A product whose left factor's rows lie in several pieces of equal length, as the patches of a convolution do.
     *
     * @param depth       of all pieces together, in one {@linkplain DepthBlocks block}
     * @param pieceStride from the beginning of a row's piece to that of the next
     * @param pastCaches  whether the result, {@code columns} apart, is stored past the caches where
     *                    {@code columns} are whole lines of memory; it begins at one, then
     * @throws IllegalArgumentException where the depth does not consist of such pieces
     */
    public static StripProduct ofPieces(int depth, int pieces, long pieceStride, int columns, long leftStride,
            boolean pastCaches) {
        return ofPieces(MachineCode.instructionSet(), depth, pieces, pieceStride, columns, leftStride, pastCaches);
    }

    /** The same in the instructions of a set. */
    static StripProduct ofPieces(InstructionSet set, int depth, int pieces, long pieceStride, int columns,
            long leftStride, boolean pastCaches) {
        if (pieces < 1 || depth % pieces != 0 || new DepthBlocks(depth).count() > 1) {
            throw new IllegalArgumentException("a depth of " + depth + " does not lie in " + pieces
                    + " equal pieces of one block");
        }
        boolean past = pastCaches && FloatProductShape.mayPassCaches(0, columns, columns, Epilogue.STORE);
        return new StripProduct(set, depth, columns, leftStride, columns, Epilogue.STORE,
                new Pieces(pieces, pieceStride), past ? Result.PAST_CACHES : Result.NEAR);
    }

    /** Floats that {@link #pack} writes: the columns are rounded up to whole vectors. */
    public long packedFloats() {
        return (long) depth * new PanelWidths(set, columns).vectors() * set.lanes();
    }

    /**
     * Packs the right factor for {@link #run}; its products may share it whatever their strides and epilogues.
     *
     * @param right      {@code [depth, columns]}, or {@code [columns, depth]} where {@code transposed}
     * @param stride     from a row of it to the next, as it lies
     * @param transposed as for an input gradient, whose right factor is the transposed weight
     * @param packed     room for {@link #packedFloats()} floats, best at a multiple of 64 bytes
     */
    public void pack(long right, long stride, boolean transposed, long packed) {
        long rowFloats = packedFloats() / depth;
        for (int block = 0; block < codes.length; block++) {
            long begin = blocks.begin(block);
            var kind = new PanelPacker.Kind(set, columns, blocks.length(block), stride, transposed);
            PanelPacker.of(kind).run(right + (transposed ? begin : begin * stride) * Float.BYTES,
                    packed + begin * rowFloats * Float.BYTES, 0);
        }
    }

    /**
     * Multiplies.
     *
     * @param rows     0 or more
     * @param bias     {@code [columns]}; ignored unless the epilogue asks for it
     * @param residual {@code [rows, columns]}; ignored unless the epilogue asks for it
     */
    public void run(long left, long packed, long result, long rows, long bias, long residual) {
        long rowFloats = packedFloats() / depth;
        for (int block = 0; block < codes.length; block++) {
            long begin = blocks.begin(block);
            codes[block].run(left + begin * Float.BYTES, packed + begin * rowFloats * Float.BYTES, result, rows, bias,
                    residual);
        }
    }
}
