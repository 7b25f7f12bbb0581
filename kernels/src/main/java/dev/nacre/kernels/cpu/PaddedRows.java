package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowDefinition;
import dev.nacre.kernels.cpu.jit.RowProgram;
import dev.nacre.kernels.cpu.jit.RowValue;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The rows of a picture that a convolution reads next, some of its columns and channels: float32, with zeros left and
 * right, near the processor. A few rows are kept; a row above or below the picture is zeros.
 */
final class PaddedRows implements AutoCloseable {
    private static final int NONE = -1;
    private static final int LINE_FLOATS = 16;
    /** Pixels so many lines apart share a quarter of the sets, or fewer. */
    private static final int FEW_SETS = 16;

    private final Picture picture;
    private final int image;
    private final int channel;
    private final int rows;
    private final int first;
    private final int cut;
    private final int pixels;
    private final long pixelBytes;
    private final long firstPixel;
    private final long rowBytes;
    private final Scratch scratch;
    private final long start;
    private final int[] kept;
    private final RowCall copy;

    /** A picture in memory: {@code [batch, height, width, channels]}, row-major, float32 or bfloat16. */
    record Picture(MemorySegment memory, DType type, int height, int width, int channels) {
        long address(int image, int row, int column, int channel) {
            return memory.address() + ((((long) image * height + row) * width + column) * channels + channel)
                    * type.bytes();
        }

        /** How a program stores one of its pixels. */
        void store(RowDefinition program, RowValue pixel) {
            if (LargeResults.pastCaches(memory, (long) channels * type.bytes())) {
                program.storePastCaches(type, pixel);
            } else {
                program.store(type, pixel);
            }
        }
    }

    /**
     * @param channel the first of {@code channels} channels
     * @param rows    how many neighbouring rows are in use at once
     * @param first   the first column; negative where there are zeros before the picture's first
     * @param width   columns in all, zeros behind the picture's last included
     */
    PaddedRows(Picture picture, int image, int channel, int channels, int rows, int first, int width) {
        this.picture = picture;
        this.image = image;
        this.channel = channel;
        this.rows = rows;
        this.first = first;
        int left = Math.clamp(-first, 0, width);
        this.cut = Math.clamp(first, 0, picture.width());
        this.pixels = Math.clamp(picture.width() - cut, 0, width - left);
        this.pixelBytes = pitch(channels) * (long) Float.BYTES;
        this.firstPixel = left * pixelBytes;
        this.rowBytes = width * pixelBytes;
        this.scratch = Scratch.borrow((rows + 1) * rowBytes / Float.BYTES);
        this.start = scratch.segment().address();
        this.kept = new int[rows];
        Arrays.fill(kept, NONE);
        for (int row = 0; row < rows; row++) {
            clear(row * rowBytes, firstPixel);
            clear(row * rowBytes + firstPixel + pixels * pixelBytes, rowBytes - firstPixel - pixels * pixelBytes);
        }
        clear(rows * rowBytes, rowBytes);
        this.copy = RowProgram.define(channels, p -> p.store(DType.FLOAT32, p.row(picture.type()))).call();
    }

    /** The distance of two pixels, in elements: whole vectors that fall into many sets of the first-level cache. */
    static int pitch(int channels) {
        int lines = Math.ceilDiv(channels, LINE_FLOATS);
        return (lines % FEW_SETS == 0 ? lines + 1 : lines) * LINE_FLOATS;
    }

    private void clear(long from, long bytes) {
        scratch.segment().asSlice(from, bytes).fill((byte) 0);
    }

    /** The addresses of neighbouring rows, at most as many as are kept. */
    long[] addresses(int first, int count) {
        var addresses = new long[count];
        for (int i = 0; i < count; i++) {
            addresses[i] = address(first + i);
        }
        return addresses;
    }

    /** The address of a pixel; valid until {@code rows} other rows have been asked for. */
    long address(int row, int column) {
        return address(row) + (column - first) * pixelBytes;
    }

    /** The address of a row's first column, zeros included; valid until {@code rows} other rows have been asked for. */
    private long address(int row) {
        if (row < 0 || row >= picture.height()) {
            return start + rows * rowBytes;
        }
        int place = row % rows;
        long address = start + place * rowBytes;
        if (kept[place] != row) {
            copy.rows(0, picture.address(image, row, cut, channel), (long) picture.channels() * picture.type().bytes());
            copy.rows(1, address + firstPixel, pixelBytes).run(pixels);
            kept[place] = row;
        }
        return address;
    }

    @Override
    public void close() {
        scratch.close();
    }
}
