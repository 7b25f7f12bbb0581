package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The patches of a picture as a factor of a matrix product, gathered while a panel is packed. A patch belongs to a
 * pixel of a grid {@code [batch, gridHeight, gridWidth]}: tap {@code t} of pixel {@code (y, x)} is the picture's
 * pixel {@code (y·strideHeight + tapRows[t], x·strideWidth + tapColumns[t])}, zero outside.
 *
 * @param offset         first element of the picture's group of channels
 * @param pixelStride    distance of two pixels, in elements: all channels of all groups
 * @param channels       channels taken from each pixel
 * @param joined         how many consecutive taps lie one after the other in memory, and can be copied in one run
 */
record Conv2dPatches(MemorySegment picture, long offset, int height, int width, int pixelStride, int channels,
                     int gridHeight, int gridWidth, int strideHeight, int strideWidth, int[] tapRows, int[] tapColumns,
                     int joined) {

    /** Depth of the product: one factor for each tap and channel. */
    long depth() {
        return (long) tapRows.length * channels;
    }

    /** {@code [pixels, taps · channels]}: the left factor of a convolution forward, and of its input gradient. */
    GemmOperand.Left rows() {
        return new PatchRows(this);
    }

    /** {@code [taps · channels, pixels]}: the left factor of a weight gradient. */
    GemmOperand.Left columns() {
        return new PatchColumns(this);
    }

    private record PatchRows(Conv2dPatches patches) implements GemmOperand.Left {
        @Override
        public boolean depthMajor() {
            return false;
        }

        @Override
        public void pack(GemmTile tile, long row, int rows, long k, int depth, float[] panel, int offset) {
            int gridWidth = patches.gridWidth;
            int x = (int) (row % gridWidth);
            int y = (int) (row / gridWidth % patches.gridHeight);
            long image = row / gridWidth / patches.gridHeight;
            int done = 0;
            while (done < rows) {
                int count = Math.min(rows - done, gridWidth - x);
                patches.packPatches(tile, image, y, x, count, (int) k, depth, panel,
                        offset + done * GemmTile.ROW_STRIDE, GemmTile.ROW_STRIDE);
                done += count;
                x = 0;
                if (++y == patches.gridHeight) {
                    y = 0;
                    image++;
                }
            }
        }
    }

    private record PatchColumns(Conv2dPatches patches) implements GemmOperand.Left {
        @Override
        public boolean depthMajor() {
            return true;
        }

        @Override
        public void pack(GemmTile tile, long row, int rows, long k, int depth, float[] panel, int offset) {
            int gridWidth = patches.gridWidth;
            int span = patches.joined * patches.channels;
            boolean oneSpan = (row + rows - 1) / span == row / span;
            int done = 0;
            while (done < depth) {
                long pixel = k + done;
                int x = (int) (pixel % gridWidth);
                int y = (int) (pixel / gridWidth % patches.gridHeight);
                long image = pixel / gridWidth / patches.gridHeight;
                int count = Math.min(depth - done, gridWidth - x);
                int to = offset + done * GemmTile.ROWS;
                if (oneSpan) {
                    patches.packPatches(tile, image, y, x, count, (int) row, rows, panel, to, GemmTile.ROWS);
                } else {
                    // What a run writes beyond its end is overwritten only if the next patch comes after it.
                    for (int i = 0; i < count; i++) {
                        patches.packPatches(tile, image, y, x + i, 1, (int) row, rows, panel, to + i * GemmTile.ROWS,
                                GemmTile.ROWS);
                    }
                }
                done += count;
            }
        }
    }

    /**
     * Elements {@code [from, from + count)} of the patches of neighbouring pixels of the grid, {@code stride} apart in
     * the panel. Of several spans, the later are written after the earlier ones of all pixels.
     */
    private void packPatches(GemmTile tile, long image, int y, int x, int pixels, int from, int count, float[] panel,
            int to, int stride) {
        int span = joined * channels;
        int at = from;
        int end = from + count;
        while (at < end) {
            int firstTap = at / span * joined;
            int inSpan = at - firstTap * channels;
            int length = Math.min(end - at, span - inSpan);
            packSpans(tile, image, y * strideHeight + tapRows[firstTap], x * strideWidth + tapColumns[firstTap], pixels,
                    inSpan, length, panel, to + at - from, stride);
            at += length;
        }
    }

    /** As {@link #packSpan}, for pixels in ascending order; those whose taps all lie in the picture go together. */
    private void packSpans(GemmTile tile, long image, int row, int column, int pixels, int from, int length,
            float[] panel, int to, int stride) {
        int low = 0;
        int high = 0;
        if (row >= 0 && row < height) {
            low = clip(Math.ceilDiv(-column, strideWidth), 0, pixels);
            high = clip(Math.floorDiv(width - joined - column, strideWidth) + 1, low, pixels);
        }
        for (int pixel = 0; pixel < low; pixel++) {
            packSpan(tile, image, row, column + pixel * strideWidth, from, length, panel, to + pixel * stride);
        }
        if (high > low) {
            long first = (image * height + row) * width + column + (long) low * strideWidth;
            tile.copyRuns(picture, offset + first * pixelStride + from, (long) strideWidth * pixelStride, high - low,
                    length, panel, to + low * stride, stride);
        }
        for (int pixel = high; pixel < pixels; pixel++) {
            packSpan(tile, image, row, column + pixel * strideWidth, from, length, panel, to + pixel * stride);
        }
    }

    /** Elements {@code [from, from + length)} of joined taps whose first is the pixel {@code (row, column)}. */
    private void packSpan(GemmTile tile, long image, int row, int column, int from, int length, float[] panel, int to) {
        int low = from;
        int high = from;
        if (row >= 0 && row < height) {
            low = clip(-column * channels, from, from + length);
            high = clip((width - column) * channels, low, from + length);
        }
        Arrays.fill(panel, to, to + low - from, 0f);
        if (high > low) {
            long pixel = (image * height + row) * width + column;
            tile.copyRuns(picture, offset + pixel * pixelStride + low, 0, 1, high - low, panel, to + low - from, 0);
        }
        Arrays.fill(panel, to + high - from, to + length, 0f);
    }

    private static int clip(int value, int low, int high) {
        return Math.max(low, Math.min(high, value));
    }
}
