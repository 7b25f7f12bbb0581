package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.PaddedRows.Picture;
import dev.nacre.kernels.cpu.jit.DepthwiseRow;
import dev.nacre.kernels.cpu.jit.DepthwiseWeightRow;
import dev.nacre.kernels.cpu.jit.RowCall;
import java.lang.foreign.MemorySegment;

/**
 * Depthwise convolutions by emitted rows. A block of channels walks down a slab of a picture with the rows that it
 * needs in a {@linkplain PaddedRows padded copy} near the processor. Blocks, slabs and slices follow from the shape
 * alone, so that threads change no bit.
 */
final class EmittedDepthwise {
    /** Channels whose weights and input pixels stay in the first-level cache along a row. */
    private static final int STRIPE = 64;
    private static final int LARGEST_KERNEL = 7;
    /** Rows that pay for copying those of the neighbouring slab again. */
    private static final int SLAB_ROWS = 16;
    private static final int MOST_SLABS = 8;
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
            int size = PaddedRows.pitch(Math.ceilDiv(channels, count));
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

    /** Work on rows {@code begin} to {@code end} of one image for one block of channels. */
    private interface SlabBody {
        void run(int image, Block block, int begin, int end);
    }

    private static void slabs(Workers workers, Conv2dShape s, int blocks, int rows, SlabBody body) {
        int slabs = Math.clamp(rows / SLAB_ROWS, 1, MOST_SLABS);
        int parts = s.batch() * blocks * slabs;
        Workers.PartBody part = index -> {
            int slab = index % slabs;
            var block = Block.of(index / slabs % blocks, blocks, s.channels());
            int begin = rows * slab / slabs;
            int end = rows * (slab + 1) / slabs;
            if (block.channels() > 0 && begin < end) {
                body.run(index / slabs / blocks, block, begin, end);
            }
        };
        run(workers, s, parts, part);
    }

    private static void run(Workers workers, Conv2dShape s, int parts, Workers.PartBody body) {
        if (s.outPixels() * s.channels() * s.kernelHeight() * s.kernelWidth() > GRAIN) {
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
        int rows = s.kernelHeight();
        int width = paddedWidth(s);
        slabs(workers, s, Block.count(s.channels(), rows, width), s.outHeight(), (image, block, begin, end) -> {
            var calls = new RowCall[block.stripes()];
            for (int i = 0; i < calls.length; i++) {
                calls[i] = DepthwiseRow.define(rowShape(s, block, i), y::store).call()
                        .channels(rows, weights(weights, block, i));
            }
            try (var padded = new PaddedRows(x, image, block.first(), block.channels(), rows, s.padLeft(), width)) {
                for (int row = begin; row < end; row++) {
                    long[] from = padded.addresses(row * s.strideHeight() - s.padTop(), rows);
                    for (int i = 0; i < calls.length; i++) {
                        setRows(calls[i], from, stripeBytes(i));
                        calls[i].rows(rows + 1, y.address(image, row, 0, block.first() + i * STRIPE), 0);
                        calls[i].run(s.outWidth());
                    }
                }
            }
        });
    }

    /** The pixels of one phase of rows and columns: see {@link DepthwiseRow.Shape#inputGradient}. */
    private record Phase(DepthwiseRow.Shape shape, RowCall[] calls) {
        static Phase of(Conv2dShape s, Block block, int rowPhase, int columnPhase, Picture dx, MemorySegment weights) {
            var calls = new RowCall[block.stripes()];
            DepthwiseRow.Shape shape = null;
            for (int i = 0; i < calls.length; i++) {
                shape = DepthwiseRow.Shape.inputGradient(s.kernelHeight(), s.kernelWidth(), s.strideHeight(),
                        s.strideWidth(), rowPhase, columnPhase, block.stripeChannels(i), block.pitch(),
                        (long) s.strideWidth() * s.channels(), s.channels());
                calls[i] = DepthwiseRow.define(shape, dx::store).call()
                        .channels(shape.rows(), weights(weights, block, i));
            }
            return new Phase(shape, calls);
        }
    }

    /** The gradient of the picture from the cotangent dy; weights float32. */
    static void inputGradient(Workers workers, Conv2dShape s, Picture dy, MemorySegment weights, Picture dx) {
        int most = Math.ceilDiv(s.kernelHeight(), s.strideHeight());
        int left = Math.ceilDiv(s.kernelWidth(), s.strideWidth()) - 1;
        int width = left + 1 + (s.width() - 1 + s.padLeft()) / s.strideWidth();
        slabs(workers, s, Block.count(s.channels(), most, width), s.height(), (image, block, begin, end) -> {
            var phases = new Phase[s.strideHeight()][s.strideWidth()];
            for (int i = 0; i < s.strideHeight() * s.strideWidth(); i++) {
                phases[i / s.strideWidth()][i % s.strideWidth()] = Phase.of(s, block, i / s.strideWidth(),
                        i % s.strideWidth(), dx, weights);
            }
            try (var padded = new PaddedRows(dy, image, block.first(), block.channels(), most, left, width)) {
                for (int row = begin; row < end; row++) {
                    inputGradientRow(s, padded, phases[(row + s.padTop()) % s.strideHeight()], dx, image, block, row,
                            left);
                }
            }
        });
    }

    private static void inputGradientRow(Conv2dShape s, PaddedRows padded, Phase[] phases, Picture dx, int image,
            Block block, int row, int left) {
        int rows = phases[0].shape().rows();
        long[] from = padded.addresses((row + s.padTop()) / s.strideHeight() - rows + 1, rows);
        for (int stripe = 0; stripe < block.stripes(); stripe++) {
            for (int i = 0; i < phases.length; i++) {
                int first = Math.floorMod(i - s.padLeft(), s.strideWidth());
                if (first >= s.width()) {
                    continue;
                }
                int column = left + (first + s.padLeft()) / s.strideWidth() - phases[i].shape().columns() + 1;
                var call = phases[i].calls()[stripe];
                setRows(call, from, stripeBytes(stripe) + (long) column * block.pitch() * Float.BYTES);
                call.rows(rows + 1, dx.address(image, row, first, block.first() + stripe * STRIPE), 0);
                call.run(Math.ceilDiv(s.width() - first, s.strideWidth()));
            }
        }
    }

    /** The gradient of the weights, float32. */
    static void weightGradient(Workers workers, Conv2dShape s, Picture x, Picture dy, MemorySegment dw) {
        int rows = s.kernelHeight();
        int width = paddedWidth(s);
        int blocks = Block.count(s.channels(), rows, width);
        long size = (long) rows * s.kernelWidth() * s.channels();
        int all = s.batch() * s.outHeight();
        int slices = Math.clamp(all / SLAB_ROWS, 1, MOST_SLICES);
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
            try (var padded = new PaddedRows(x, image, block.first(), block.channels(), rows, s.padLeft(),
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
