package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * Batch normalisation over all positions of each channel. Two passes for the statistics, since the difference of
 * large squares would lose digits; memory traffic bounds all of it.
 */
final class BatchNormKernels {
    private BatchNormKernels() {
    }

    /** y, mean and variance (divided by the number of positions) from x, weight and bias; all from their starts. */
    static void forward(Workers workers, Channels channels, double epsilon, MemorySegment x, MemorySegment weight,
                        MemorySegment bias, MemorySegment y, MemorySegment mean, MemorySegment variance) {
        int size = channels.size();
        SumKernels.middleDimension(workers, x, 0, 1, channels.pixels(), size, mean);
        float[] centre = new float[size];
        for (int c = 0; c < size; c++) {
            centre[c] = (float) ((double) Floats.get(mean, c) / channels.pixels());
            Floats.set(mean, c, centre[c]);
        }
        try (var scratch = Scratch.borrow(3L * channels.columns())) {
            var lines = scratch.segment();
            channels.setLine(lines, 0, centre);
            double[][] sums = deviations(workers, channels, x, centre, lines);
            float[] scale = new float[size];
            float[] shift = new float[size];
            for (int c = 0; c < size; c++) {
                // What the rounded mean lacks matters where it is large against the deviation.
                double lacking = sums[1][c] / channels.pixels();
                double spread = Math.max(0, sums[0][c] / channels.pixels() - lacking * lacking);
                Floats.set(variance, c, (float) spread);
                scale[c] = (float) (Floats.get(weight, c) / Math.sqrt(spread + epsilon));
                shift[c] = (float) (Floats.get(bias, c) - lacking * scale[c]);
            }
            channels.setLine(lines, 1, scale);
            channels.setLine(lines, 2, shift);
            normalise(workers, channels, x, lines, y);
        }
    }

    /** Σ d² and Σ d for each channel, d the deviation from the rounded mean. */
    private static double[][] deviations(Workers workers, Channels channels, MemorySegment x, float[] centre,
                                         MemorySegment lines) {
        int columns = channels.columns();
        try (var scratch = Scratch.borrow(2L * columns)) {
            var sums = scratch.segment();
            SumKernels.blocks(workers, 1, channels.rows(), columns, 2L * columns, (outer, row, count, target, at) ->
                    ChannelLoops.addSquares(x, row * columns, count, columns, lines, target, at), sums);
            double[][] folded = {channels.fold(sums, 0), channels.fold(sums, columns)};
            for (int i = 0; i < channels.rest(); i++) {
                int c = i % channels.size();
                double deviation = Floats.get(x, channels.restStart() + i) - (double) centre[c];
                folded[0][c] += deviation * deviation;
                folded[1][c] += deviation;
            }
            return folded;
        }
    }

    /** {@code y = (x − mean)·scale + shift} for each channel; the three lines are {@link Channels#setLine set}. */
    static void normalise(Workers workers, Channels channels, MemorySegment x, MemorySegment lines, MemorySegment y) {
        int columns = channels.columns();
        workers.ranges(channels.rows(), columns, (begin, end) ->
                ChannelLoops.normalise(x, begin * columns, end - begin, columns, lines, y, begin * columns));
        for (int i = 0; i < channels.rest(); i++) {
            long at = channels.restStart() + i;
            float deviation = Floats.get(x, at) - Floats.get(lines, i);
            Floats.set(y, at, Math.fma(deviation, Floats.get(lines, columns + i), Floats.get(lines, 2L * columns + i)));
        }
    }

    /** dx, dweight and dbias from x, weight, the batch's mean and variance, and dy. */
    static void gradient(Workers workers, Channels channels, double epsilon, MemorySegment x, MemorySegment weight,
                         MemorySegment mean, MemorySegment variance, MemorySegment dy, MemorySegment dx,
                         MemorySegment dweight, MemorySegment dbias) {
        int size = channels.size();
        float[] centre = new float[size];
        for (int c = 0; c < size; c++) {
            centre[c] = Floats.get(mean, c);
        }
        try (var scratch = Scratch.borrow(4L * channels.columns())) {
            var lines = scratch.segment();
            channels.setLine(lines, 0, centre);
            double[][] sums = gradientSums(workers, channels, x, dy, centre, lines);
            float[] scale = new float[size];
            float[] share = new float[size];
            float[] slope = new float[size];
            for (int c = 0; c < size; c++) {
                double inverse = 1 / Math.sqrt(Floats.get(variance, c) + epsilon);
                double product = sums[0][c] * inverse;
                Floats.set(dweight, c, (float) product);
                Floats.set(dbias, c, (float) sums[1][c]);
                scale[c] = (float) (Floats.get(weight, c) * inverse);
                share[c] = (float) (sums[1][c] / channels.pixels());
                slope[c] = (float) (inverse * product / channels.pixels());
            }
            channels.setLine(lines, 1, scale);
            channels.setLine(lines, 2, share);
            channels.setLine(lines, 3, slope);
            inputGradient(workers, channels, x, dy, lines, dx);
        }
    }

    /** Σ dy·(x − mean) and Σ dy for each channel. */
    private static double[][] gradientSums(Workers workers, Channels channels, MemorySegment x, MemorySegment dy,
                                           float[] centre, MemorySegment lines) {
        int columns = channels.columns();
        try (var scratch = Scratch.borrow(2L * columns)) {
            var sums = scratch.segment();
            SumKernels.blocks(workers, 1, channels.rows(), 2L * columns, 2L * columns,
                    (outer, row, count, target, at) -> ChannelLoops.addGradients(x, row * columns, dy, row * columns,
                            count, columns, lines, target, at), sums);
            double[][] folded = {channels.fold(sums, 0), channels.fold(sums, columns)};
            for (int i = 0; i < channels.rest(); i++) {
                int c = i % channels.size();
                double cotangent = Floats.get(dy, channels.restStart() + i);
                folded[0][c] += cotangent * (Floats.get(x, channels.restStart() + i) - (double) centre[c]);
                folded[1][c] += cotangent;
            }
            return folded;
        }
    }

    private static void inputGradient(Workers workers, Channels channels, MemorySegment x, MemorySegment dy,
                                      MemorySegment lines, MemorySegment dx) {
        int columns = channels.columns();
        workers.ranges(channels.rows(), columns, (begin, end) -> ChannelLoops.inputGradient(x, begin * columns, dy,
                begin * columns, end - begin, columns, lines, dx, begin * columns));
        for (int i = 0; i < channels.rest(); i++) {
            long at = channels.restStart() + i;
            float rest = Floats.get(dy, at) - Floats.get(lines, 2L * columns + i);
            float deviation = Floats.get(lines, i) - Floats.get(x, at);
            Floats.set(dx, at, Math.fma(deviation, Floats.get(lines, 3L * columns + i), rest)
                    * Floats.get(lines, columns + i));
        }
    }
}
