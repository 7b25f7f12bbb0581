package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/** Softmax and log-softmax over rows, and their derivatives. A row stays in the cache between its passes. */
final class SoftmaxKernels {
    private static final int COST = 24;

    private SoftmaxKernels() {
    }

    /** {@code y = eˣ / Σeˣ} of each row. */
    static void softmax(Workers workers, MemorySegment x, long xOffset, long rows, int width, MemorySegment y) {
        workers.ranges(rows, (long) COST * width, (begin, end) -> {
            var loops = new RowLoops(width);
            for (long row = begin; row < end; row++) {
                loops.exp(x, xOffset + row * width, loops.largest(x, xOffset + row * width), y, row * width);
                loops.shiftScale(y, row * width, 0, (float) (1 / loops.sum(y, row * width)), y, row * width);
            }
        });
    }

    /** {@code y = x − ln Σeˣ} of each row. */
    static void logSoftmax(Workers workers, MemorySegment x, long xOffset, long rows, int width, MemorySegment y) {
        workers.ranges(rows, (long) COST * width, (begin, end) -> {
            var loops = new RowLoops(width);
            for (long row = begin; row < end; row++) {
                long at = xOffset + row * width;
                float largest = loops.largest(x, at);
                loops.exp(x, at, largest, y, row * width);
                float shift = (float) -(largest + StrictMath.log(loops.sum(y, row * width)));
                loops.shiftScale(x, at, shift, 1, y, row * width);
            }
        });
    }

    /** {@code dx = y·(dy − Σ y·dy)} of each row. */
    static void softmaxGradient(Workers workers, MemorySegment y, long yOffset, MemorySegment dy, long dyOffset,
                                long rows, int width, MemorySegment dx) {
        workers.ranges(rows, (long) COST * width / 4, (begin, end) -> {
            var loops = new RowLoops(width);
            for (long row = begin; row < end; row++) {
                long y0 = yOffset + row * width;
                long dy0 = dyOffset + row * width;
                loops.timesShifted(y, y0, dy, dy0, (float) -loops.dot(y, y0, dy, dy0), dx, row * width);
            }
        });
    }

    /** {@code dx = dy − eʸ·Σ dy} of each row. */
    static void logSoftmaxGradient(Workers workers, MemorySegment y, long yOffset, MemorySegment dy, long dyOffset,
                                   long rows, int width, MemorySegment dx) {
        workers.ranges(rows, (long) COST * width, (begin, end) -> {
            var loops = new RowLoops(width);
            for (long row = begin; row < end; row++) {
                long at = dyOffset + row * width;
                float sum = (float) loops.sum(dy, at);
                loops.exp(y, yOffset + row * width, 0, dx, row * width);
                loops.combine(dy, at, 1, dx, row * width, -sum, 0, dx, row * width);
            }
        });
    }
}
