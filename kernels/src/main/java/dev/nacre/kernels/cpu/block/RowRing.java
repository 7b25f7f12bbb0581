package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowProgram;
import java.util.Arrays;

/**
 * The last few rows of pictures as a depthwise convolution or its derivative reads them: float32, some channels, zeros
 * before and behind, rows of zeros above and below. A row is computed when it is first asked for and kept until its
 * place is needed. For one thread.
 */
final class RowRing implements AutoCloseable {
    private static final int NOT_THERE = -1;

    private final Frame frame;
    private final Source source;
    private final Room room;
    private final int[] held;
    private int picture = NOT_THERE;

    /** Writes a row of a picture: its pixels one after the other, from an address on. */
    interface Source {
        void write(int picture, int row, long target);
    }

    /**
     * What a row lies in.
     *
     * @param height   rows of a picture
     * @param before   pixels of zeros before a row
     * @param width    pixels, zeros included
     * @param channels of a pixel
     */
    record Frame(int height, int before, int width, int channels) {
        long rowFloats() {
            return (long) width * channels;
        }

        long pixelBytes() {
            return (long) channels * Float.BYTES;
        }
    }

    /** @param slots how many rows are held at once */
    RowRing(Frame frame, int slots, Source source) {
        this.frame = frame;
        this.source = source;
        this.room = Room.floats((slots + 1) * frame.rowFloats());
        this.held = new int[slots];
        room.clear();
    }

    /** The address of a row, its first pixel lying in the zeros before; zeros alone for rows outside the picture. */
    long padded(int ofPicture, int row) {
        if (row < 0 || row >= frame.height) {
            return room.address(held.length * frame.rowFloats());
        }
        if (ofPicture != picture) {
            picture = ofPicture;
            Arrays.fill(held, NOT_THERE);
        }
        int slot = row % held.length;
        long address = room.address(slot * frame.rowFloats());
        if (held[slot] != row) {
            source.write(picture, row, address + frame.before * frame.pixelBytes());
            held[slot] = row;
        }
        return address;
    }

    Frame frame() {
        return frame;
    }

    @Override
    public void close() {
        room.close();
    }

    /** Widened and activated rows: silu(x·W + w), some columns of it. */
    static Source widened(DepthwiseShape shape, long x, PackedWeights.Product product, int channels, long bias) {
        long stride = (long) channels * Float.BYTES;
        RowCall activate = RowProgram.define(channels, p -> p.store(DType.FLOAT32, p.row(DType.FLOAT32).silu())).call();
        return (picture, row, target) -> {
            long pixel = ((long) picture * shape.height() + row) * shape.width();
            product.run(x + pixel * shape.in() * Float.BYTES, target, shape.width(), bias, 0);
            activate.rows(0, target, stride).rows(1, target, stride).run(shape.width());
        };
    }

    /** Rows as they are, some of {@code stride} channels, {@code first} being the address of the first. */
    static Source plain(int height, int width, DType type, long first, int stride, int channels) {
        RowCall copy = RowProgram.define(channels, p -> p.store(DType.FLOAT32, p.row(type))).call();
        long pixelBytes = (long) stride * type.bytes();
        return (picture, row, target) -> {
            long pixel = ((long) picture * height + row) * width;
            copy.rows(0, first + pixel * pixelBytes, pixelBytes).rows(1, target, (long) channels * Float.BYTES)
                    .run(width);
        };
    }
}
