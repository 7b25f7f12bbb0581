package dev.nacre.kernels.cpu.jit;

/**
 * All that the code of a product in tiles depends on; the number of rows is an argument. Strides are in elements of
 * the type that lies there.
 *
 * @param leftFloats   whether the left factor is float32, and rounded to bfloat16 on the way; bfloat16 otherwise
 * @param resultFloats whether the result is float32; bfloat16 otherwise
 */
record TileProductShape(int columns, int depth, long leftStride, boolean leftFloats, long resultStride,
                        boolean resultFloats, Epilogue epilogue) {
    private static final long ALIASING_BYTES = 2048;

    /** Steps of the depth that tiles read where they lie; the others are copied first, and padded with zeros. */
    int directSteps() {
        boolean inPlace = !leftFloats && leftStride * Short.BYTES % ALIASING_BYTES != 0;
        return inPlace ? depth / PairPanels.STEP : 0;
    }

    int stagedSteps() {
        return Math.ceilDiv(depth, PairPanels.STEP) - directSteps();
    }

    /** Bytes from a staged row to the next: an odd number of lines, so that rows lie in different sets of the cache. */
    int stagedRowBytes() {
        return (stagedSteps() | 1) * PairPanels.STEP * Short.BYTES;
    }
}
