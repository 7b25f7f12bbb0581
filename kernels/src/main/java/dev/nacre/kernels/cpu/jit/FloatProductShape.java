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
 */
record FloatProductShape(int columns, int depth, long leftRowStride, long leftDepthStride, long rightStride,
                         long resultStride, Epilogue epilogue, boolean far) {
    boolean packed() {
        return rightStride == 0;
    }
}
