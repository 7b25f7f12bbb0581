package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * Depthwise convolutions, vectorised along channels: weights {@code [kernelHeight, kernelWidth, 1, channels]}.
 * Memory traffic bounds them, so no patches are gathered: each output row is a sum of shifted input rows.
 */
final class DepthwiseKernels {
    /** Into how many slices the rows of a weight gradient are cut: by shape alone, so that threads change no bit. */
    private static final int SLICES = 16;

    private DepthwiseKernels() {
    }

    /** {@code y[n, oh, ow, c] = Σ x[n, oh·s − pad + kh·d, ow·s − pad + kw·d, c] · w[kh, kw, c]}. */
    static void forward(Workers workers, Conv2dShape shape, MemorySegment x, MemorySegment w, MemorySegment y) {
        long rows = (long) shape.batch() * shape.outHeight();
        long cost = (long) shape.outWidth() * shape.channels() * shape.kernelHeight() * shape.kernelWidth() / 8;
        workers.ranges(rows, cost, (begin, end) -> {
            var stencil = new DepthwiseStencil(x, w, y, shape.channels(), shape.kernelHeight() * shape.kernelWidth());
            for (long row = begin; row < end; row++) {
                forwardRow(stencil, shape, row);
            }
        });
    }

    private static void forwardRow(DepthwiseStencil stencil, Conv2dShape s, long row) {
        int firstRow = (int) (row % s.outHeight()) * s.strideHeight() - s.padTop();
        long image = row / s.outHeight();
        int reach = (s.kernelWidth() - 1) * s.dilationWidth();
        int inside = Math.clamp(Math.ceilDiv(s.padLeft(), s.strideWidth()), 0, s.outWidth());
        int last = Math.clamp(Math.floorDiv(s.width() - 1 - reach + s.padLeft(), s.strideWidth()) + 1, inside,
                s.outWidth());
        int x = 0;
        while (x < s.outWidth()) {
            int count = x == inside && last > inside ? last - inside : 1;
            int firstColumn = x * s.strideWidth() - s.padLeft();
            stencil.clear();
            for (int kh = 0; kh < s.kernelHeight(); kh++) {
                int h = firstRow + kh * s.dilationHeight();
                for (int kw = 0; kw < s.kernelWidth(); kw++) {
                    int v = firstColumn + kw * s.dilationWidth();
                    if (h >= 0 && h < s.height() && v >= 0 && v < s.width()) {
                        stencil.add((image * s.height() + h) * s.width() + v, kh * s.kernelWidth() + kw);
                    }
                }
            }
            stencil.run(row * s.outWidth() + x, count, 1, s.strideWidth());
            x += count;
        }
    }

    /** {@code dx[n, h, w, c] = Σ dy[n, oh, ow, c] · w[kh, kw, c]} over the taps with {@code oh·s − pad + kh·d = h}. */
    static void inputGradient(Workers workers, Conv2dShape shape, MemorySegment dy, MemorySegment w, MemorySegment dx) {
        long rows = (long) shape.batch() * shape.height();
        long cost = (long) shape.width() * shape.channels() * shape.kernelHeight() * shape.kernelWidth()
                / (8L * shape.strideHeight() * shape.strideWidth());
        workers.ranges(rows, cost, (begin, end) -> {
            var stencil = new DepthwiseStencil(dy, w, dx, shape.channels(), shape.kernelHeight() * shape.kernelWidth());
            for (long row = begin; row < end; row++) {
                for (int phase = 0; phase < Math.min(shape.strideWidth(), shape.width()); phase++) {
                    inputGradientRow(stencil, shape, row, phase);
                }
            }
        });
    }

    /** The pixels {@code phase, phase + stride, …} of a row share their taps, but for those near the picture's edge. */
    private static void inputGradientRow(DepthwiseStencil stencil, Conv2dShape s, long row, int phase) {
        int stride = s.strideWidth();
        int pixels = Math.ceilDiv(s.width() - phase, stride);
        int reach = (s.kernelWidth() - 1) * s.dilationWidth();
        int inside = Math.clamp(Math.ceilDiv(reach - s.padLeft() - phase, stride), 0, pixels);
        int last = Math.clamp(Math.floorDiv((s.outWidth() - 1) * stride - s.padLeft() - phase, stride) + 1, inside,
                pixels);
        int i = 0;
        while (i < pixels) {
            int count = i == inside && last > inside ? last - inside : 1;
            stencil.clear();
            addInputTaps(stencil, s, row, phase + i * stride);
            stencil.run(row * s.width() + phase + (long) i * stride, count, stride, 1);
            i += count;
        }
    }

    private static void addInputTaps(DepthwiseStencil stencil, Conv2dShape s, long row, int column) {
        int h = (int) (row % s.height());
        long image = row / s.height();
        for (int kh = 0; kh < s.kernelHeight(); kh++) {
            int down = h + s.padTop() - kh * s.dilationHeight();
            int oh = down / s.strideHeight();
            if (down < 0 || down % s.strideHeight() != 0 || oh >= s.outHeight()) {
                continue;
            }
            for (int kw = 0; kw < s.kernelWidth(); kw++) {
                int right = column + s.padLeft() - kw * s.dilationWidth();
                int ow = right / s.strideWidth();
                if (right >= 0 && right % s.strideWidth() == 0 && ow < s.outWidth()) {
                    stencil.add((image * s.outHeight() + oh) * s.outWidth() + ow, kh * s.kernelWidth() + kw);
                }
            }
        }
    }

    /** {@code dw[kh, kw, c] = Σ x[n, oh·s − pad + kh·d, ow·s − pad + kw·d, c] · dy[n, oh, ow, c]}. */
    static void weightGradient(Workers workers, Conv2dShape shape, MemorySegment x, MemorySegment dy,
            MemorySegment dw) {
        long size = (long) shape.kernelHeight() * shape.kernelWidth() * shape.channels();
        long rows = (long) shape.batch() * shape.outHeight();
        int slices = Math.clamp(rows, 1, SLICES);
        try (var scratch = Scratch.borrow(slices * size)) {
            var sums = scratch.segment();
            workers.parts(slices, slice -> {
                sums.asSlice(slice * size * Float.BYTES, size * Float.BYTES).fill((byte) 0);
                for (long row = rows * slice / slices; row < rows * (slice + 1) / slices; row++) {
                    weightGradientRow(shape, x, dy, row, sums, slice * size);
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

    private static void weightGradientRow(Conv2dShape s, MemorySegment x, MemorySegment dy, long row,
                                          MemorySegment sums, long offset) {
        long image = row / s.outHeight();
        int firstRow = (int) (row % s.outHeight()) * s.strideHeight() - s.padTop();
        int channels = s.channels();
        int reach = (s.kernelWidth() - 1) * s.dilationWidth();
        int inside = Math.clamp(Math.ceilDiv(s.padLeft(), s.strideWidth()), 0, s.outWidth());
        int last = Math.clamp(Math.floorDiv(s.width() - 1 - reach + s.padLeft(), s.strideWidth()) + 1, inside,
                s.outWidth());
        for (int kh = 0; kh < s.kernelHeight(); kh++) {
            int h = firstRow + kh * s.dilationHeight();
            if (h < 0 || h >= s.height()) {
                continue;
            }
            long source = (image * s.height() + h) * s.width() - s.padLeft();
            long target = offset + (long) kh * s.kernelWidth() * channels;
            var taps = new DepthwiseTaps(x, dy, sums, channels, (long) s.strideWidth() * channels);
            taps.accumulate(s.kernelWidth(), (source + (long) inside * s.strideWidth()) * channels,
                    (long) s.dilationWidth() * channels, (row * s.outWidth() + inside) * channels, last - inside,
                    target);
            for (int ow = 0; ow < s.outWidth(); ow++) {
                if (ow < inside || ow >= last) {
                    edgeTaps(taps, s, ow, (source + s.padLeft()) * channels, row, target);
                }
            }
        }
    }

    private static void edgeTaps(DepthwiseTaps taps, Conv2dShape s, int ow, long source, long row, long target) {
        for (int kw = 0; kw < s.kernelWidth(); kw++) {
            int v = ow * s.strideWidth() - s.padLeft() + kw * s.dilationWidth();
            if (v >= 0 && v < s.width()) {
                taps.accumulate(1, source + (long) v * s.channels(), 0, (row * s.outWidth() + ow) * s.channels(), 1,
                        target + (long) kw * s.channels());
            }
        }
    }
}
