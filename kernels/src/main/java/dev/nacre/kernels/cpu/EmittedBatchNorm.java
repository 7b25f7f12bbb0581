package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowDefinition;
import dev.nacre.kernels.cpu.jit.RowProgram;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import dev.nacre.kernels.cpu.jit.RowValue;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Batch normalisation, alone or with SiLU behind it, as emitted row programs: one pass for the statistics, one for the
 * result; in the derivative one for the sums and one for the gradient, both of which compute the activation's slope
 * again from x.
 */
final class EmittedBatchNorm {
    private static final int COST = 2;
    /** Rows whose sums are added up in float32, before they go into double precision. */
    private static final int BLOCK = 128;
    private static final int MOST_SLICES = 16;
    /** Rows whose mean is near enough to that of all, so that squares of deviations from it lose no digits. */
    private static final int SAMPLED = 16;

    private static final RowPrograms<DType> STATISTICS = new RowPrograms<>((type, p) -> {
        p.stream();
        var deviation = p.row(type).minus(p.channel());
        p.sum(deviation);
        p.sum(deviation.times(deviation));
    });
    // By whether SiLU follows.
    private static final RowPrograms<Boolean> NORMALISE = new RowPrograms<>((silu, p) -> {
        p.stream();
        var u = p.row(DType.FLOAT32).minus(p.channel()).times(p.channel()).plus(p.channel());
        p.store(DType.FLOAT32, silu ? u.silu() : u);
    });
    private static final RowPrograms<Boolean> SLOPE_SUMS = new RowPrograms<>((silu, p) -> {
        p.stream();
        var slope = Slope.of(p, silu);
        p.sum(slope.cotangent());
        p.sum(slope.cotangent().times(slope.deviation()));
    });
    private static final RowPrograms<Boolean> INPUT_GRADIENT = new RowPrograms<>((silu, p) -> {
        p.stream();
        var slope = Slope.of(p, silu);
        var constant = p.channel();
        var factor = p.channel();
        var scale = p.channel();
        p.store(DType.FLOAT32, slope.cotangent().times(scale).minus(constant).minus(slope.deviation().times(factor)));
    });

    private EmittedBatchNorm() {
    }

    /** Rows of channels, float32, row-major. */
    record Rows(long count, int channels) {
        long bytes() {
            return (long) channels * Float.BYTES;
        }
    }

    /** y, mean and variance (divided by the number of rows) from x, weight and bias; all from their starts. */
    static void forward(Workers workers, Rows rows, double epsilon, boolean silu, MemorySegment x,
            MemorySegment weight, MemorySegment bias, MemorySegment y, MemorySegment mean, MemorySegment variance) {
        int channels = rows.channels();
        var statistics = STATISTICS.of(DType.FLOAT32, channels);
        try (var scratch = Scratch.borrow(3L * channels)) {
            var lines = scratch.segment();
            sample(rows, x, lines, 2L * channels);
            double[] sums = sums(workers, rows, statistics, (call, first, at) -> call
                    .rows(0, x.address() + first * rows.bytes(), rows.bytes())
                    .channels(1, lines.address() + 2 * rows.bytes()).channels(2, at)
                    .channels(3, at + rows.bytes()));
            for (int c = 0; c < channels; c++) {
                double shift = sums[c] / rows.count();
                double centre = Floats.get(lines, 2L * channels + c) + shift;
                double spread = Math.max(0, sums[channels + c] / rows.count() - shift * shift);
                float scale = (float) (Floats.get(weight, c) / Math.sqrt(spread + epsilon));
                Floats.set(mean, c, (float) centre);
                Floats.set(variance, c, (float) spread);
                Floats.set(lines, c, scale);
                Floats.set(lines, channels + c, (float) (Floats.get(bias, c) - (centre - (float) centre) * scale));
            }
            var normalise = NORMALISE.of(silu, channels);
            workers.ranges(rows.count(), (long) COST * channels, (begin, end) -> normalise.call()
                    .rows(0, x.address() + begin * rows.bytes(), rows.bytes()).channels(1, mean.address())
                    .channels(2, lines.address()).channels(3, lines.address() + rows.bytes())
                    .rows(4, y.address() + begin * rows.bytes(), rows.bytes()).run(end - begin));
        }
    }

    /** The mean of a few rows for each channel. */
    private static void sample(Rows rows, MemorySegment x, MemorySegment lines, long at) {
        int count = Math.clamp(rows.count(), 1, SAMPLED);
        for (int c = 0; c < rows.channels(); c++) {
            float sum = 0;
            for (int i = 0; i < count; i++) {
                sum += Floats.get(x, rows.count() * i / count * rows.channels() + c);
            }
            Floats.set(lines, at + c, sum / count);
        }
    }

    /** The cotangent of u and the deviation of x, from operands 0 (x), 1 (dy), 2 (mean), and with SiLU 3 and 4. */
    private record Slope(RowValue cotangent, RowValue deviation) {
        static Slope of(RowDefinition p, boolean silu) {
            var x = p.row(DType.FLOAT32);
            var dy = p.row(DType.FLOAT32);
            var deviation = x.minus(p.channel());
            var scale = p.channel();
            var bias = p.channel();
            return new Slope(silu ? dy.times(EmittedMaps.siluSlope(deviation.times(scale).plus(bias))) : dy,
                    deviation);
        }
    }

    /** dx, dweight and dbias from x, weight, bias, the batch's mean and variance, and dy. */
    static void gradient(Workers workers, Rows rows, double epsilon, boolean silu, MemorySegment x,
            MemorySegment weight, MemorySegment bias, MemorySegment mean, MemorySegment variance, MemorySegment dy,
            MemorySegment dx, MemorySegment dweight, MemorySegment dbias) {
        int channels = rows.channels();
        try (var scratch = Scratch.borrow(3L * channels)) {
            var lines = scratch.segment();
            for (int c = 0; c < channels; c++) {
                Floats.set(lines, c, (float) (Floats.get(weight, c) / Math.sqrt(Floats.get(variance, c) + epsilon)));
            }
            var sum = SLOPE_SUMS.of(silu, channels);
            double[] sums = sums(workers, rows, sum, (call, first, at) -> call
                    .rows(0, x.address() + first * rows.bytes(), rows.bytes())
                    .rows(1, dy.address() + first * rows.bytes(), rows.bytes()).channels(2, mean.address())
                    .channels(3, lines.address()).channels(4, bias.address()).channels(5, at)
                    .channels(6, at + rows.bytes()));
            for (int c = 0; c < channels; c++) {
                double inverse = 1 / Math.sqrt(Floats.get(variance, c) + epsilon);
                double product = sums[channels + c] * inverse;
                double scale = Floats.get(weight, c) * inverse;
                Floats.set(dweight, c, (float) product);
                Floats.set(dbias, c, (float) sums[c]);
                Floats.set(lines, channels + c, (float) (scale * sums[c] / rows.count()));
                Floats.set(lines, 2L * channels + c, (float) (scale * inverse * product / rows.count()));
            }
            var apply = INPUT_GRADIENT.of(silu, channels);
            workers.ranges(rows.count(), (long) COST * channels, (begin, end) -> apply.call()
                    .rows(0, x.address() + begin * rows.bytes(), rows.bytes())
                    .rows(1, dy.address() + begin * rows.bytes(), rows.bytes()).channels(2, mean.address())
                    .channels(3, lines.address()).channels(4, bias.address())
                    .channels(5, lines.address() + rows.bytes()).channels(6, lines.address() + 2 * rows.bytes())
                    .channels(7, lines.address()).rows(8, dx.address() + begin * rows.bytes(), rows.bytes())
                    .run(end - begin));
        }
    }

    /** Sets the operands of a program that adds the rows from {@code first} on to two lines of sums at an address. */
    private interface Operands {
        void set(RowCall call, long first, long at);
    }

    /** Two sums for each channel: cut by the number of rows alone, added in ascending order. */
    private static double[] sums(Workers workers, Rows rows, RowProgram program, Operands operands) {
        int width = 2 * rows.channels();
        int slices = Math.clamp(rows.count() / BLOCK, 1, MOST_SLICES);
        var total = new double[width];
        try (var parts = Scratch.borrow((long) slices * width * Double.BYTES / Float.BYTES)) {
            workers.ranges(slices, rows.count() / slices * width, (begin, end) -> {
                try (var scratch = Scratch.borrow(width)) {
                    var line = scratch.segment().asSlice(0, (long) width * Float.BYTES);
                    var call = program.call();
                    for (long slice = begin; slice < end; slice++) {
                        var part = part(parts, slice, width).fill((byte) 0);
                        long last = rows.count() * (slice + 1) / slices;
                        for (long row = rows.count() * slice / slices; row < last; row += BLOCK) {
                            line.fill((byte) 0);
                            operands.set(call, row, line.address());
                            call.run(Math.min(BLOCK, last - row));
                            for (int i = 0; i < width; i++) {
                                part.setAtIndex(ValueLayout.JAVA_DOUBLE, i,
                                        part.getAtIndex(ValueLayout.JAVA_DOUBLE, i) + Floats.get(line, i));
                            }
                        }
                    }
                }
            });
            for (int slice = 0; slice < slices; slice++) {
                var part = part(parts, slice, width);
                for (int i = 0; i < width; i++) {
                    total[i] += part.getAtIndex(ValueLayout.JAVA_DOUBLE, i);
                }
            }
        }
        return total;
    }

    private static MemorySegment part(Scratch parts, long slice, int width) {
        long bytes = (long) width * Double.BYTES;
        return parts.segment().asSlice(slice * bytes, bytes);
    }
}
