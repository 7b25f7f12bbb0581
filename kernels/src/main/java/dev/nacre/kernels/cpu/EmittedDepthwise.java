package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.PaddedRows.Picture;
import dev.nacre.kernels.cpu.jit.DepthwiseRow;
import dev.nacre.kernels.cpu.jit.DepthwiseWeightRow;
import dev.nacre.kernels.cpu.jit.RowCall;
import java.lang.foreign.MemorySegment;

/**
 * Depthwise convolutions by emitted rows. In a weight gradient a block of channels walks down a slice of the picture
 * with the rows that it needs in a {@linkplain PaddedRows padded copy} near the processor; blocks and slices follow
 * from the shape alone, so that threads change no bit. The others are a {@link DepthwisePass}.
 */
final class EmittedDepthwise {
    /** Channels whose weights and input pixels stay in the first-level cache along a row. */
    private static final int STRIPE = 64;
    private static final int LARGEST_KERNEL = 7;
    /** Rows that pay for copying those of the neighbouring slice again. */
    private static final int SLICE_ROWS = 16;
    /** Slices of a weight gradient, whose sums are added in ascending order. */
    private static final int MOST_SLICES = 16;
    /** Bytes of padded rows that leave room in the second-level cache. */
    private static final long NEAR_BYTES = 1 << 20;
    /** Multiplications that pay for waking a thread. */
    private static final long GRAIN = 1 << 18;

    private EmittedDepthwise() {
    }

    /** Whether there is emitted code for the shape. */
    static boolean serves(Conv2dShape s) {
        return CpuProvider.machineCode() && s.isDepthwise() && s.dilationHeight() == 1 && s.dilationWidth() == 1
                && s.kernelHeight() <= LARGEST_KERNEL && s.kernelWidth() <= LARGEST_KERNEL
                && s.strideHeight() <= s.kernelHeight() && s.strideWidth() <= s.kernelWidth();
    }

    /** A block's first channel and their number. */
    private record Block(int first, int channels) {
        static int count(int channels, int rows, int width) {
            long fitting = Math.max(NEAR_BYTES / ((long) rows * width * Float.BYTES) / 16 * 16, 16);
            return Math.toIntExact(Math.ceilDiv(channels, fitting));
        }

        static Block of(int index, int count, int channels) {
            int size = Math.ceilDiv(Math.ceilDiv(channels, count), 16) * 16;
            int first = Math.min(index * size, channels);
            return new Block(first, Math.min(size, channels - first));
        }

        int pitch() {
            return PaddedRows.pitch(channels);
        }

        /** Its channels in stripes, the last one narrower. */
        int stripes() {
            return Math.ceilDiv(channels, STRIPE);
        }

        int stripeChannels(int stripe) {
            return Math.min(STRIPE, channels - stripe * STRIPE);
        }
    }

    private static boolean isParallel(Conv2dShape s) {
        return s.outPixels() * s.channels() * s.kernelHeight() * s.kernelWidth() > GRAIN;
    }

    private static void run(Workers workers, Conv2dShape s, int parts, Workers.PartBody body) {
        if (isParallel(s)) {
            workers.parts(parts, body);
            return;
        }
        for (int part = 0; part < parts; part++) {
            body.run(part);
        }
    }

    /** Columns of the padded picture that the output's pixels read. */
    private static int paddedWidth(Conv2dShape s) {
        return (s.outWidth() - 1) * s.strideWidth() + s.kernelWidth();
    }

    private static DepthwiseRow.Shape rowShape(Conv2dShape s, Block block, int stripe) {
        return DepthwiseRow.Shape.forward(s.kernelHeight(), s.kernelWidth(), s.strideWidth(),
                block.stripeChannels(stripe), block.pitch(), s.channels(), s.channels());
    }

    private static long weights(MemorySegment memory, Block block, int stripe) {
        return memory.address() + ((long) block.first() + stripe * STRIPE) * Float.BYTES;
    }

    private static long stripeBytes(int stripe) {
        return (long) stripe * STRIPE * Float.BYTES;
    }

    private static void setRows(RowCall call, long[] addresses, long offset) {
        for (int i = 0; i < addresses.length; i++) {
            call.rows(i, addresses[i] + offset, 0);
        }
    }

    /** The convolution; weights float32. */
    static void forward(Workers workers, Conv2dShape s, Picture x, MemorySegment weights, Picture y) {
        DepthwisePass.forward(s, x, weights, y).run(workers, s.batch(), isParallel(s));
    }

    /** The gradient of the picture from the cotangent dy; weights float32. */
    static void inputGradient(Workers workers, Conv2dShape s, Picture dy, MemorySegment weights, Picture dx) {
        DepthwisePass.inputGradient(s, dy, weights, dx).run(workers, s.batch(), isParallel(s));
    }

    /** The gradient of the weights, float32. */
    static void weightGradient(Workers workers, Conv2dShape s, Picture x, Picture dy, MemorySegment dw) {
        int rows = s.kernelHeight();
        int width = paddedWidth(s);
        int blocks = Block.count(s.channels(), rows, width);
        long size = (long) rows * s.kernelWidth() * s.channels();
        int all = s.batch() * s.outHeight();
        int slices = Math.clamp(all / SLICE_ROWS, 1, MOST_SLICES);
        try (var scratch = Scratch.borrow(slices * size)) {
            var sums = scratch.segment();
            sums.fill((byte) 0);
            run(workers, s, slices * blocks, part -> {
                int slice = part / blocks;
                var block = Block.of(part % blocks, blocks, s.channels());
                if (block.channels() > 0) {
                    var target = sums.asSlice(slice * size * Float.BYTES, size * Float.BYTES);
                    int begin = (int) ((long) all * slice / slices);
                    weightGradientSlice(s, x, dy, block, target, begin,
                            (int) ((long) all * (slice + 1) / slices));
                }
            });
            for (long i = 0; i < size; i++) {
                float sum = 0;
                for (int slice = 0; slice < slices; slice++) {
                    sum += Floats.get(sums, slice * size + i);
                }
                Floats.set(dw, i, sum);
            }
        }
    }

    /** Rows of the cotangent, counted over all images. */
    private static void weightGradientSlice(Conv2dShape s, Picture x, Picture dy, Block block,
            MemorySegment sums, int begin, int end) {
        int rows = s.kernelHeight();
        var calls = new RowCall[block.stripes()];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = DepthwiseWeightRow.define(rowShape(s, block, i), dy.type()).call()
                    .channels(rows + 1, weights(sums, block, i));
        }
        for (int next = begin; next < end; next = Math.min(end, (next / s.outHeight() + 1) * s.outHeight())) {
            int image = next / s.outHeight();
            try (var padded = new PaddedRows(x, image, block.first(), block.channels(), rows, -s.padLeft(),
                    paddedWidth(s))) {
                for (int all = next; all < Math.min(end, (image + 1) * s.outHeight()); all++) {
                    int row = all % s.outHeight();
                    long[] from = padded.addresses(row * s.strideHeight() - s.padTop(), rows);
                    for (int i = 0; i < calls.length; i++) {
                        setRows(calls[i], from, stripeBytes(i));
                        calls[i].rows(rows, dy.address(image, row, 0, block.first() + i * STRIPE), 0);
                        calls[i].run(s.outWidth());
                    }
                }
            }
        }
    }
}
