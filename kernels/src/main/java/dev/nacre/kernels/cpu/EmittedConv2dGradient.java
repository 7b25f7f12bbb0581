package dev.nacre.kernels.cpu;

import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.StripProduct;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.stream.IntStream;

/**
 * Input gradients of convolutions in float32 by emitted products: for each phase of the stride, a row of the result is
 * the sum of one product for each tap, its left factor the cotangent's row where it lies, between zeros.
 */
final class EmittedConv2dGradient {
    /** Rows of a phase that share a copy of the cotangent's rows. */
    private static final int STRIP_ROWS = 8;

    private EmittedConv2dGradient() {
    }

    /** Whether it is a convolution without groups, all of whose phases have a tap. */
    static boolean serves(Conv2dShape shape) {
        return EmittedConv2d.serves(shape) && shape.dilationHeight() == 1 && shape.inPixels() > 0
                && shape.kernelHeight() >= shape.strideHeight() && shape.kernelWidth() >= shape.strideWidth();
    }

    /** As {@link Conv2dKernels#inputGradient}. */
    static void inputGradient(Workers workers, Conv2dShape shape, MemorySegment dy, MemorySegment w, MemorySegment dx) {
        int depth = shape.outChannels();
        int columns = shape.channels();
        long resultStride = (long) shape.strideWidth() * columns;
        var first = StripProduct.of(depth, columns, depth, resultStride, Epilogue.STORE);
        var others = StripProduct.of(depth, columns, depth, resultStride, Epilogue.ADD);
        int taps = shape.kernelHeight() * shape.kernelWidth();
        long packedBytes = first.packedFloats() * Float.BYTES;
        int strips = Math.ceilDiv(Math.ceilDiv(shape.height(), shape.strideHeight()), STRIP_ROWS);
        try (var packed = Scratch.borrow(taps * first.packedFloats())) {
            for (int tap = 0; tap < taps; tap++) {
                first.pack(w.address() + (long) tap * columns * depth * Float.BYTES, depth, true,
                        packed.segment().address() + tap * packedBytes);
            }
            workers.parts(shape.batch() * strips, part -> {
                for (int row = 0; row < Math.min(shape.strideHeight(), shape.height()); row++) {
                    for (int column = 0; column < Math.min(shape.strideWidth(), shape.width()); column++) {
                        var phase = new Phase(shape, row, column, Conv2dPhase.of(shape, row, column));
                        phase.run(first, others, packed.segment().address(), dy, dx, part / strips,
                                part % strips * STRIP_ROWS);
                    }
                }
            });
        } finally {
            Reference.reachabilityFence(w);
            Reference.reachabilityFence(dx);
        }
    }

    /** The input pixels {@code (row + y·stride, column + x·stride)}. */
    private record Phase(Conv2dShape shape, int row, int column, Conv2dPhase taps) {
        void run(StripProduct first, StripProduct others, long packed, MemorySegment dy, MemorySegment dx, int image,
                int begin) {
            int end = Math.min(Math.ceilDiv(shape.height() - row, shape.strideHeight()), begin + STRIP_ROWS);
            if (begin >= end) {
                return;
            }
            int width = Math.ceilDiv(shape.width() - column, shape.strideWidth());
            int top = begin + IntStream.of(taps.rows()).min().orElseThrow();
            int bottom = end + IntStream.of(taps.rows()).max().orElseThrow();
            int left = IntStream.of(taps.columns()).min().orElseThrow();
            int right = width + IntStream.of(taps.columns()).max().orElseThrow();
            var picture = new Conv2dStrip.Picture(dy, shape.outHeight(), shape.outWidth(), shape.outChannels());
            try (var strip = new Conv2dStrip(picture, image, top, bottom - top, left, right - left)) {
                for (int y = begin; y < end; y++) {
                    long pixel = ((long) image * shape.height() + row + (long) y * shape.strideHeight())
                            * shape.width() + column;
                    long result = dx.address() + pixel * shape.channels() * Float.BYTES;
                    for (int tap = 0; tap < taps.indices().length; tap++) {
                        (tap == 0 ? first : others).run(strip.address(y + taps.rows()[tap], taps.columns()[tap]),
                                packed + taps.indices()[tap] * first.packedFloats() * Float.BYTES, result, width, 0, 0);
                    }
                }
            }
        }
    }
}
