package dev.nacre.kernels.cpu.jit;

/**
 * All that the code of a product in tiles depends on; the number of rows is an argument. Strides are in elements of
 * the type that lies there.
 *
 * @param left         how the left factor lies
 * @param leftStride   from a row of it to the next, unless it is packed
 * @param resultFloats whether the result is float32; bfloat16 otherwise
 * @param far          whether left factor and result lie outside the second-level cache, and are asked for early
 */
record TileProductShape(int columns, int depth, Left left, long leftStride, long resultStride,
                        boolean resultFloats, Epilogue epilogue, boolean far) {
    private static final long ALIASING_BYTES = 2048;

    /** How a left factor lies. */
    enum Left {
        /** Rows of float32, rounded to bfloat16 on the way. */
        FLOATS,
        /** Rows of bfloat16. */
        HALVES,
        /** In {@link TileRows tiles}. */
        PACKED
    }

    static Left rows(boolean floats) {
        return floats ? Left.FLOATS : Left.HALVES;
    }

    /** Steps of the depth that tiles read where they lie; the others are copied first, and padded with zeros. */
    int directSteps() {
        return switch (left) {
            case FLOATS -> 0;
            case HALVES -> leftStride * Short.BYTES % ALIASING_BYTES == 0 ? 0 : depth / PairPanels.STEP;
            case PACKED -> Math.ceilDiv(depth, PairPanels.STEP);
        };
    }

    /** The copy of the other steps. */
    TileRows staged() {
        return new TileRows(Math.max(0, depth - directSteps() * PairPanels.STEP), leftStride, left == Left.FLOATS);
    }
}
