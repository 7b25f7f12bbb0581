package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import java.util.Arrays;

/**
 * The last few rows of pictures as a depthwise convolution or its derivative reads them: float32, some channels, zeros
 * before and behind, rows of zeros above and below. A row is computed when it is first asked for and kept until its
 * place is needed. For one thread.
 */
final class RowRing implements AutoCloseable {
    /** Rows of a type as float32. */
    static final RowPrograms<DType> COPY = new RowPrograms<>((type, p) -> p.store(DType.FLOAT32, p.row(type)));
    private static final RowPrograms<DType> ACTIVATED = new RowPrograms<>((type, p) ->
            p.store(type, p.row(type).silu()));
    private static final int NOT_THERE = -1;

    private final Frame frame;
    private final int group;
    private final Source source;
    private final Room room;
    private final int[] held;
    private int picture = NOT_THERE;

    /** Where rows come from. */
    interface Source {
        /** Writes the pixels of row {@code row + i} of a picture, one after the other, from {@code targets[i]} on. */
        void write(int picture, int row, long[] targets);
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

    /**
     * A ring.
     *
     * @param needed how many rows are needed at once
     * @param group  how many rows are computed together
     */
    RowRing(Frame frame, int needed, int group, Source source) {
        int slots = needed + group - 1;
        this.frame = frame;
        this.group = group;
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
        if (held[row % held.length] != row) {
            fill(row);
        }
        return room.address(row % held.length * frame.rowFloats());
    }

    private void fill(int row) {
        long[] targets = new long[Math.min(group, frame.height - row)];
        for (int i = 0; i < targets.length; i++) {
            int slot = (row + i) % held.length;
            targets[i] = room.address(slot * frame.rowFloats()) + frame.before * frame.pixelBytes();
            held[slot] = row + i;
        }
        source.write(picture, row, targets);
    }

    Frame frame() {
        return frame;
    }

    @Override
    public void close() {
        room.close();
    }

    /**
     * Widened and activated rows: silu(x·W + w), some columns of it.
     *
     * @param wide room for a group of rows
     */
    static Source widened(DepthwiseShape shape, long x, PackedWeights.Product product, int channels, long bias,
            Room wide) {
        long stride = (long) channels * Float.BYTES;
        RowCall activate = ACTIVATED.of(DType.FLOAT32, channels).call();
        return (picture, row, targets) -> {
            long pixel = ((long) picture * shape.height() + row) * shape.width();
            product.run(x + pixel * shape.in() * Float.BYTES, wide.address(), (long) targets.length * shape.width(),
                    bias, 0);
            for (int i = 0; i < targets.length; i++) {
                activate.rows(0, wide.address((long) i * shape.width() * channels), stride).rows(1, targets[i], stride)
                        .run(shape.width());
            }
        };
    }

    /** Rows as they are, some of {@code stride} channels, {@code first} being the address of the first. */
    static Source plain(int height, int width, DType type, long first, int stride, int channels) {
        RowCall copy = COPY.of(type, channels).call();
        long pixelBytes = (long) stride * type.bytes();
        return (picture, row, targets) -> {
            for (int i = 0; i < targets.length; i++) {
                long pixel = ((long) picture * height + row + i) * width;
                copy.rows(0, first + pixel * pixelBytes, pixelBytes)
                        .rows(1, targets[i], (long) channels * Float.BYTES).run(width);
            }
        };
    }
}
