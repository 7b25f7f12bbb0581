package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/** Layer normalisation over rows, and its derivative. */
final class LayerNormKernels {
    private static final int COST = 4;

    private LayerNormKernels() {
    }

    /** {@code y = weight·(x − μ)/√(σ² + ε) + bias} of each row; all from their starts. */
    static void forward(Workers workers, double epsilon, MemorySegment x, MemorySegment weight, MemorySegment bias,
                        long rows, int width, MemorySegment y) {
        workers.ranges(rows, (long) COST * width, (begin, end) -> {
            var loops = new RowLoops(width);
            for (long row = begin; row < end; row++) {
                long at = row * width;
                normalise(loops, epsilon, width, x, at, y, at);
                loops.multiplyAdd(y, at, weight, 0, bias, 0, y, at);
            }
        });
    }

    /** {@code y = (x − μ)/√(σ² + ε)} of one row; returns 1/√(σ² + ε). */
    private static double normalise(RowLoops loops, double epsilon, int width, MemorySegment x, long from,
                                    MemorySegment y, long to) {
        float mean = (float) (loops.sum(x, from) / width);
        double inverse = 1 / Math.sqrt(loops.squares(x, from, mean) / width + epsilon);
        loops.shiftScale(x, from, -mean, (float) inverse, y, to);
        return inverse;
    }

    /**
     * With x̂ the normalised row and g = dy·weight: {@code dx = (g − mean(g) − x̂·mean(g·x̂))/√(σ² + ε)},
     * {@code dweight = Σ dy·x̂}, {@code dbias = Σ dy}.
     */
    static void gradient(Workers workers, double epsilon, MemorySegment x, MemorySegment weight, MemorySegment dy,
                         long rows, int width, MemorySegment dx, MemorySegment dweight, MemorySegment dbias) {
        try (var scratch = Scratch.borrow(2L * width)) {
            var totals = scratch.segment();
            SumKernels.blocks(workers, 1, rows, 2L * COST * width, 2L * width, (outer, first, count, sums, at) -> {
                try (var line = Scratch.borrow(2L * width)) {
                    var loops = new RowLoops(width);
                    for (long row = first; row < first + count; row++) {
                        gradientRow(loops, epsilon, width, x, weight, dy, row * width, dx, line.segment(), sums, at);
                    }
                }
            }, totals);
            MemorySegment.copy(totals, 0, dweight, 0, (long) width * Float.BYTES);
            MemorySegment.copy(totals, (long) width * Float.BYTES, dbias, 0, (long) width * Float.BYTES);
        }
    }

    private static void gradientRow(RowLoops loops, double epsilon, int width, MemorySegment x, MemorySegment weight,
                                    MemorySegment dy, long at, MemorySegment dx, MemorySegment line,
                                    MemorySegment sums, long sumsAt) {
        double inverse = normalise(loops, epsilon, width, x, at, line, 0);
        loops.multiplyAdd(dy, at, line, 0, sums, sumsAt, sums, sumsAt);
        loops.add(dy, at, sums, sumsAt + width);
        loops.timesShifted(dy, at, weight, 0, 0, line, width);
        double mean = loops.sum(line, width) / width;
        double product = loops.dot(line, 0, line, width) / width;
        loops.combine(line, width, (float) inverse, line, 0, (float) (-inverse * product), (float) (-inverse * mean),
                dx,
                at);
    }
}
