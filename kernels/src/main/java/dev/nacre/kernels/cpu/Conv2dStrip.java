package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/** A copy of some rows and columns of a float32 picture {@code [batch, height, width, channels]}, zeros outside it. */
final class Conv2dStrip implements AutoCloseable {
    private final int firstRow;
    private final int firstColumn;
    private final int channels;
    private final long rowFloats;
    private final Scratch scratch;

    /** The picture that strips are cut from. */
    record Picture(MemorySegment memory, int height, int width, int channels) {
    }

    /** Rows and columns count from the picture's first, which may lie before it. */
    Conv2dStrip(Picture picture, int image, int firstRow, int rows, int firstColumn, int width) {
        this.firstRow = firstRow;
        this.firstColumn = firstColumn;
        this.channels = picture.channels;
        this.rowFloats = (long) width * channels;
        this.scratch = Scratch.borrow(rows * rowFloats);
        int before = Math.clamp(-(long) firstColumn, 0, width);
        int start = Math.clamp(firstColumn, 0, picture.width);
        int inside = Math.min(picture.width - start, width - before);
        long pixel = (long) channels * Float.BYTES;
        for (int row = 0; row < rows; row++) {
            var target = scratch.segment().asSlice(row * rowFloats * Float.BYTES, rowFloats * Float.BYTES);
            int from = firstRow + row;
            if (from < 0 || from >= picture.height) {
                target.fill((byte) 0);
                continue;
            }
            target.asSlice(0, before * pixel).fill((byte) 0);
            MemorySegment.copy(picture.memory,
                    (((long) image * picture.height + from) * picture.width + start) * pixel, target, before * pixel,
                    inside * pixel);
            target.asSlice((before + inside) * pixel).fill((byte) 0);
        }
    }

    /** Where a pixel of the picture, or of the zeros around it, lies in the copy. */
    long address(int row, int column) {
        return scratch.segment().address()
                + ((row - firstRow) * rowFloats + (long) (column - firstColumn) * channels) * Float.BYTES;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
