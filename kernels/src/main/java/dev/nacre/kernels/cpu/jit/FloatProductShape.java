package dev.nacre.kernels.cpu.jit;

/**
 * All that the code of a float32 product depends on; the number of rows is an argument. Strides are in elements.
 *
 * @param columns         of the result
 * @param depth           products in each sum
 * @param leftRowStride   from a row of the left factor to the next
 * @param leftDepthStride from one of its factors to the next
 * @param rightStride     from a row of the right factor to the next, as it lies in memory; 0 where it is packed in
 *                        {@link PanelWidths panels}
 * @param resultStride    from a row of the result to the next
 * @param epilogue        what happens to the sums
 * @param far             whether the result lies outside the second-level cache, and is asked for early
 * @param ahead           what the next product will read
 */
record FloatProductShape(int columns, int depth, long leftRowStride, long leftDepthStride, long rightStride,
                         long resultStride, Epilogue epilogue, boolean far, Ahead ahead) {
    /**
     * Lines of memory asked for in each round of a tile's loop, so that they are near when the next product needs them:
     * some from where the bias would be, some from where the residual would be.
     */
    record Ahead(int leftLines, int rightLines) {
        static final Ahead NOTHING = new Ahead(0, 0);
    }

    FloatProductShape asking(Ahead ahead) {
        return new FloatProductShape(columns, depth, leftRowStride, leftDepthStride, rightStride, resultStride,
                epilogue, far, ahead);
    }

    boolean packed() {
        return rightStride == 0;
    }
}
