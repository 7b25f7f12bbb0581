package dev.nacre.kernels.cpu;

/**
 * The pixels of one phase of a strided picture as rows of a result: pixel {@code (y, x)} of the grid
 * {@code [batch, gridHeight, gridWidth]} is the picture's pixel {@code (firstRow + y·strideHeight, firstColumn +
 * x·strideWidth)}.
 */
record Conv2dRows(long offset, int height, int width, int pixelStride, int gridHeight, int gridWidth, int firstRow,
                  int firstColumn, int strideHeight, int strideWidth) implements Gemm.Rows {
    @Override
    public long offset(long row) {
        long x = row % gridWidth;
        long y = row / gridWidth % gridHeight;
        long image = row / gridWidth / gridHeight;
        long pixel = (image * height + firstRow + y * strideHeight) * width + firstColumn + x * strideWidth;
        return offset + pixel * pixelStride;
    }
}
