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
            for (int r = 0; r < rows; r++) {
                patches.packPatch(tile, image, y, x, (int) k, depth, panel, offset + r * GemmTile.ROW_STRIDE);
                if (++x == gridWidth) {
                    x = 0;
                    if (++y == patches.gridHeight) {
                        y = 0;
                        image++;
                    }
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
            int tap = (int) (row / patches.channels);
            boolean oneTap = (row + rows - 1) / patches.channels == tap;
            int done = 0;
            while (done < depth) {
                long pixel = k + done;
                int x = (int) (pixel % gridWidth);
                int y = (int) (pixel / gridWidth % patches.gridHeight);
                long image = pixel / gridWidth / patches.gridHeight;
                int count = Math.min(depth - done, gridWidth - x);
                int to = offset + done * GemmTile.ROWS;
                if (oneTap) {
                    patches.packRun(tile, image, y, x, count, tap, (int) (row % patches.channels), rows, panel, to);
                } else {
                    for (int i = 0; i < count; i++) {
                        patches.packPatch(tile, image, y, x + i, (int) row, rows, panel, to + i * GemmTile.ROWS);
                    }
                }
                done += count;
            }
        }
    }

    /** Elements {@code [from, from + count)} of one patch. */
    private void packPatch(GemmTile tile, long image, int y, int x, int from, int count, float[] panel, int to) {
        int span = joined * channels;
        int at = from;
        int end = from + count;
        while (at < end) {
            int firstTap = at / span * joined;
            int inSpan = at - firstTap * channels;
            int length = Math.min(end - at, span - inSpan);
            packSpan(tile, image, y * strideHeight + tapRows[firstTap], x * strideWidth + tapColumns[firstTap], inSpan,
                    length, panel, to + at - from);
            at += length;
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

    /** Channels {@code [channel, channel + rows)} of one tap, for {@code count} neighbouring pixels of the grid. */
    private void packRun(GemmTile tile, long image, int y, int x, int count, int tap, int channel, int rows,
                         float[] panel, int to) {
        int row = y * strideHeight + tapRows[tap];
        int first = x * strideWidth + tapColumns[tap];
        int low = 0;
        int high = 0;
        if (row >= 0 && row < height) {
            low = clip(Math.ceilDiv(-first, strideWidth), 0, count);
            high = clip(Math.ceilDiv(width - first, strideWidth), low, count);
        }
        Arrays.fill(panel, to, to + low * GemmTile.ROWS, 0f);
        if (high > low) {
            long pixel = (image * height + row) * width + first + (long) low * strideWidth;
            tile.copyRuns(picture, offset + pixel * pixelStride + channel, (long) strideWidth * pixelStride, high - low,
                    rows, panel, to + low * GemmTile.ROWS, GemmTile.ROWS);
        }
        Arrays.fill(panel, to + high * GemmTile.ROWS, to + count * GemmTile.ROWS, 0f);
    }

    private static int clip(int value, int low, int high) {
        return Math.max(low, Math.min(high, value));
    }
}
