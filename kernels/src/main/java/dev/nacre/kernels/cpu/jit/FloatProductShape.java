package dev.nacre.kernels.cpu.jit;

/**
 * All that the code of a float32 product depends on; the number of rows is an argument. Strides are in elements.
 *
 * @param set             the instructions of the code
 * @param columns         of the result
 * @param depth           products in each sum
 * @param leftRowStride   from a row of the left factor to the next
 * @param leftDepthStride from one of its factors to the next
 * @param rightStride     from a row of the right factor to the next, as it lies in memory; 0 where it is packed in
 *                        {@link PanelWidths panels}
 * @param resultStride    from a row of the result to the next
 * @param epilogue        what happens to the sums
 * @param result          where the result lies
 * @param ahead           what the next product will read
 * @param pieces          in which the depth of the left factor lies
 */
record FloatProductShape(InstructionSet set, int columns, int depth, long leftRowStride, long leftDepthStride,
                         long rightStride, long resultStride, Epilogue epilogue, Result result, Ahead ahead,
                         Pieces pieces) {
    private static final long LINE_BYTES = 64;
    private static final int LINE_FLOATS = 16;

    /** Where a result lies. */
    enum Result {
        /** In the second-level cache. */
        NEAR,
        /** Outside of it: it is asked for early. */
        FAR,
        /** It is stored past the caches: {@link #mayPassCaches}. */
        PAST_CACHES
    }

    /** Pieces of equal length, so many elements from the beginning of one to that of the next. */
    record Pieces(int count, long stride) {
        static final Pieces ONE = new Pieces(1, 0);
    }

    /**
     * Lines of memory asked for in each round of a tile's loop, so that they are near when the next product needs them:
     * some from where the bias would be, some from where the residual would be.
     */
    record Ahead(int leftLines, int rightLines) {
        static final Ahead NOTHING = new Ahead(0, 0);
    }

    FloatProductShape asking(Ahead ahead) {
        return new FloatProductShape(set, columns, depth, leftRowStride, leftDepthStride, rightStride, resultStride,
                epilogue, result, ahead, pieces);
    }

    /** Whether all of a result's vectors are whole lines of memory, written once. */
    static boolean mayPassCaches(long result, int columns, long resultStride, Epilogue epilogue) {
        return result % LINE_BYTES == 0 && columns % LINE_FLOATS == 0 && resultStride % LINE_FLOATS == 0
                && !epilogue.accumulate();
    }

    /** Products in each piece. */
    int pieceDepth() {
        return depth / pieces.count();
    }

    boolean packed() {
        return rightStride == 0;
    }
}
