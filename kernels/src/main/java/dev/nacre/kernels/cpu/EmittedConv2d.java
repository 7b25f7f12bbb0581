package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.jit.DepthBlocks;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.StripGradient;
import dev.nacre.kernels.cpu.jit.StripProduct;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Convolutions in float32 whose rows are emitted products: the channels of a row of taps lie side by side in the
 * picture, so that a row of the result is one product for each row of taps, its left factor read where it lies. No
 * patches are gathered; some rows of the picture are copied between zeros, where they stay in the cache.
 */
final class EmittedConv2d {
    /** Rows of the result that share a copy of the picture's rows. */
    private static final int STRIP_ROWS = 8;
    private static final int SLICES = 16;
    private static final long MOST_SLICED_WEIGHTS = 1 << 17;

    private EmittedConv2d() {
    }

    /** Whether it is a convolution without groups or gaps between its taps. */
    static boolean serves(Conv2dShape shape) {
        return CpuProvider.machineCode() && shape.groups() == 1 && !shape.isPointwise() && shape.dilationWidth() == 1
                && shape.outPixels() > 0;
    }

    /** Whether the weights are few enough for sums in slices, too. */
    static boolean servesWeightGradient(Conv2dShape shape) {
        return serves(shape) && (long) shape.kernelHeight() * weightsOfRow(shape) <= MOST_SLICED_WEIGHTS;
    }

    /** As {@link Conv2dKernels#forward}. */
    static void forward(Workers workers, Conv2dShape shape, MemorySegment x, MemorySegment w, MemorySegment y) {
        int depth = shape.kernelWidth() * shape.channels();
        if (new DepthBlocks(shape.kernelHeight() * depth).count() == 1) {
            forwardAtOnce(workers, shape, x, w, y);
            return;
        }
        long leftStride = (long) shape.strideWidth() * shape.channels();
        int columns = shape.outChannels();
        var first = StripProduct.of(depth, columns, leftStride, columns, Epilogue.STORE);
        var others = StripProduct.of(depth, columns, leftStride, columns, Epilogue.ADD);
        long packedBytes = first.packedFloats() * Float.BYTES;
        try (var packed = Scratch.borrow(shape.kernelHeight() * first.packedFloats())) {
            for (int tap = 0; tap < shape.kernelHeight(); tap++) {
                first.pack(w.address() + tap * weightsOfRow(shape) * Float.BYTES, columns, false,
                        packed.segment().address() + tap * packedBytes);
            }
            workers.parts(shape.batch() * strips(shape), part -> {
                try (var strip = new Strip(shape, x, part)) {
                    for (int row = strip.begin; row < strip.end; row++) {
                        long result = y.address() + resultRow(shape, strip.image, row) * Float.BYTES;
                        for (int tap = 0; tap < shape.kernelHeight(); tap++) {
                            (tap == 0 ? first : others).run(strip.address(row, tap),
                                    packed.segment().address() + tap * packedBytes, result, shape.outWidth(), 0, 0);
                        }
                    }
                }
            });
        } finally {
            Reference.reachabilityFence(w);
            Reference.reachabilityFence(y);
        }
    }

    /** All taps in one product: their rows are pieces of its left factor. */
    private static void forwardAtOnce(Workers workers, Conv2dShape shape, MemorySegment x, MemorySegment w,
            MemorySegment y) {
        int depth = shape.kernelHeight() * shape.kernelWidth() * shape.channels();
        int columns = shape.outChannels();
        var product = StripProduct.ofPieces(depth, shape.kernelHeight(),
                (long) shape.dilationHeight() * stripWidth(shape) * shape.channels(), columns,
                (long) shape.strideWidth() * shape.channels(),
                LargeResults.pastCaches(y, (long) columns * Float.BYTES));
        try (var packed = Scratch.borrow(product.packedFloats())) {
            product.pack(w.address(), columns, false, packed.segment().address());
            workers.parts(shape.batch() * strips(shape), part -> {
                try (var strip = new Strip(shape, x, part)) {
                    for (int row = strip.begin; row < strip.end; row++) {
                        product.run(strip.address(row, 0), packed.segment().address(),
                                y.address() + resultRow(shape, strip.image, row) * Float.BYTES, shape.outWidth(), 0, 0);
                    }
                }
            });
        } finally {
            Reference.reachabilityFence(w);
            Reference.reachabilityFence(y);
        }
    }

    /** Columns of the picture, and of the zeros around it, that a row of the result reads. */
    private static int stripWidth(Conv2dShape shape) {
        return (shape.outWidth() - 1) * shape.strideWidth() + shape.kernelWidth();
    }

    /** As {@link Conv2dKernels#weightGradient}: slices of the result's rows, cut by the shape, summed in order. */
    static void weightGradient(Workers workers, Conv2dShape shape, MemorySegment x, MemorySegment dy,
            MemorySegment dw) {
        int rows = shape.kernelWidth() * shape.channels();
        long weights = shape.kernelHeight() * weightsOfRow(shape);
        int columns = shape.outChannels();
        int all = shape.batch() * strips(shape);
        int slices = Math.min(SLICES, all);
        var product = StripGradient.of(shape.outWidth(), rows, columns, (long) shape.strideWidth() * shape.channels(),
                columns, columns, true);
        try (var sums = Scratch.borrow(slices * weights)) {
            workers.parts(slices, slice -> {
                var sum = sums.segment().asSlice(slice * weights * Float.BYTES, weights * Float.BYTES);
                sum.fill((byte) 0);
                for (int part = (int) ((long) all * slice / slices); part < (long) all * (slice + 1) / slices; part++) {
                    try (var strip = new Strip(shape, x, part)) {
                        for (int row = strip.begin; row < strip.end; row++) {
                            long cotangent = dy.address() + resultRow(shape, strip.image, row) * Float.BYTES;
                            for (int tap = 0; tap < shape.kernelHeight(); tap++) {
                                product.run(strip.address(row, tap), cotangent,
                                        sum.address() + tap * weightsOfRow(shape) * Float.BYTES);
                            }
                        }
                    }
                }
            });
            for (long i = 0; i < weights; i++) {
                float sum = 0;
                for (int slice = 0; slice < slices; slice++) {
                    sum += Floats.get(sums.segment(), slice * weights + i);
                }
                Floats.set(dw, i, sum);
            }
        } finally {
            Reference.reachabilityFence(dy);
        }
    }

    private static long weightsOfRow(Conv2dShape shape) {
        return (long) shape.kernelWidth() * shape.channels() * shape.outChannels();
    }

    private static int strips(Conv2dShape shape) {
        return Math.ceilDiv(shape.outHeight(), STRIP_ROWS);
    }

    private static long resultRow(Conv2dShape shape, int image, int row) {
        return ((long) image * shape.outHeight() + row) * shape.outWidth() * shape.outChannels();
    }

    /** Some rows of the result, and the rows of the picture that they read. */
    private static final class Strip implements AutoCloseable {
        final int image;
        final int begin;
        final int end;
        private final Conv2dShape shape;
        private final Conv2dStrip copy;

        Strip(Conv2dShape shape, MemorySegment x, int part) {
            this.shape = shape;
            this.image = part / strips(shape);
            this.begin = part % strips(shape) * STRIP_ROWS;
            this.end = Math.min(shape.outHeight(), begin + STRIP_ROWS);
            int rows = (end - 1 - begin) * shape.strideHeight() + (shape.kernelHeight() - 1) * shape.dilationHeight()
                    + 1;
            this.copy = new Conv2dStrip(new Conv2dStrip.Picture(x, shape.height(), shape.width(), shape.channels()),
                    image, begin * shape.strideHeight() - shape.padTop(), rows, -shape.padLeft(), stripWidth(shape));
        }

        /** Where the first pixel's taps of one row begin. */
        long address(int row, int tap) {
            return copy.address(row * shape.strideHeight() - shape.padTop() + tap * shape.dilationHeight(),
                    -shape.padLeft());
        }

        @Override
        public void close() {
            copy.close();
        }
    }
}
