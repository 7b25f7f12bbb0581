package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.ExpandedDepthwise;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.RowCall;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * The derivative of {@link ExpandedDepthwise} in one pass over x and dz, whatever is wide staying in the cache.
 *
 * <p>Row by row: v = x·W and a = silu(u) again; da from the rows of dz that the row reached; d = da·silu′(u); and from
 * d at once its sums, Q = xᵀ·d, and d·(γi·W)ᵀ as the raw dx. What batch normalisation subtracts is linear in x, and so
 * needs no second pass over anything wide. With n positions, A = Σd/n, B = Σ(d·x̂)/n, i = 1/√(σ² + ε), α = γ·i:
 * dv = α·(d − A − x̂·B) and x̂ = (x − x̄)·W·i give
 * dx = d·(αW)ᵀ − (αA)·Wᵀ − (x − x̄)·W·diag(i·α·B)·Wᵀ and dW = α·(Q − x̄·Σd − n·i·B·Cov(x)·W).
 */
final class ExpandedDepthwiseGradientKernel {
    private static final RowPrograms<DType> SUM = new RowPrograms<>((type, p) -> p.sum(p.row(type)));
    private static final RowPrograms<DType> SLOPE = new RowPrograms<>((strip, p) -> {
        var value = p.row(DType.FLOAT32);
        var u = value.times(p.channel()).plus(p.channel());
        var normal = value.times(p.channel()).plus(p.channel());
        var d = p.row(DType.FLOAT32).times(GatedProjectionGradientKernel.siluDerivative(p, u));
        p.store(strip, d);
        p.sum(d);
        p.sum(d.times(normal));
    });

    private final Workers workers;
    private final DepthwiseShape shape;
    private final Operand x;
    private final Operand depthwise;
    private final Operand dz;
    private final Operand dx;
    private final Slices slices;
    private final int taps;
    private final Precision precision;

    private ExpandedDepthwiseGradientKernel(Workers workers, ExpandedDepthwise op, List<Operand> inputs, Operand dx) {
        this.workers = workers;
        this.x = inputs.getFirst();
        this.depthwise = inputs.get(1);
        this.dz = inputs.getLast();
        this.dx = dx;
        this.shape = DepthwiseShape.of(x.shape(), depthwise.shape(), dz.shape(), op.window());
        this.slices = Slices.of((long) shape.pictures() * shape.height(), 4);
        this.precision = op.precision();
        this.taps = shape.kernelHeight() * shape.kernelWidth();
    }

    /** Inputs as {@link dev.nacre.core.op.FusedGradient} says: those of the operation, the statistics, and dz. */
    static void run(Workers workers, ExpandedDepthwise op, List<Operand> inputs, List<Operand> outputs) {
        var kernel = new ExpandedDepthwiseGradientKernel(workers, op, inputs, outputs.getFirst());
        boolean widens = outputs.size() > 2;
        var normalisation = widens ? Normalisation.of(inputs.get(7), inputs.get(8), inputs.get(3), inputs.get(4),
                op.epsilon()) : null;
        var widening = widens ? inputs.get(2) : null;
        try (var weightSums = Room.floats((long) kernel.slices.count() * kernel.taps * kernel.shape.wide());
                var products = widens ? Room.floats((long) kernel.slices.count() * kernel.shape.in()
                        * kernel.shape.wide()) : null;
                var sums = new SliceSums(kernel.slices.count(), 2 * kernel.shape.wide())) {
            if (widens) {
                kernel.widened(widening, normalisation, weightSums, products, sums);
                try (var moments = PictureMoments.of(inputs.get(9), inputs.get(10))) {
                    kernel.correct(widening, normalisation, moments, products, sums.total(), outputs);
                }
            } else {
                kernel.plain(weightSums);
            }
            try (var total = kernel.total(weightSums, kernel.taps)) {
                total.copyTo(outputs.get(1));
            }
        }
    }

    /** The slices' sums {@code [rows, wide]}, added in order; the caller closes it. */
    private Room total(Room slicesOfSums, int rows) {
        var total = Room.floats((long) rows * shape.wide());
        total.clear();
        long rowBytes = (long) shape.wide() * Float.BYTES;
        var program = SUM.of(DType.FLOAT32, shape.wide());
        workers.ranges(rows, (long) slices.count() * shape.wide() / 8, (begin, end) -> {
            var call = program.call();
            for (long row = begin; row < end; row++) {
                call.rows(0, slicesOfSums.address() + row * rowBytes, rows * rowBytes)
                        .channels(1, total.address() + row * rowBytes).run(slices.count());
            }
        });
        return total;
    }

    /** Zeros for the sums {@code [rows, wide]} of some slices. */
    private void clear(Room slicesOfSums, int rows, int first, int end) {
        long floats = (long) rows * shape.wide();
        slicesOfSums.clear(first * floats, (end - first) * floats);
    }

    private long rowAddress(Operand picture, long row, int width, int channels) {
        return Room.address(picture) + row * width * channels * picture.type().bytes();
    }

    private void plain(Room weightSums) {
        int block = shape.channelBlock(2 * shape.kernelHeight());
        slices.run(workers, (first, end) -> {
            clear(weightSums, taps, first, end);
            for (int channel = 0; channel < shape.wide(); channel += block) {
                int channels = Math.min(block, shape.wide() - channel);
                var source = RowRing.plain(shape.height(), shape.width(), DType.FLOAT32,
                        Room.address(x) + (long) channel * Float.BYTES, shape.in(), channels);
                try (var rows = new RowRing(shape.frame(channels), 1, 1, source);
                        var gradient = new DepthwiseGradientRows(shape, channels, dz, channel,
                                Room.address(depthwise) + (long) channel * Float.BYTES, shape.wide())) {
                    for (int slice = first; slice < end; slice++) {
                        long ofSlice = weightSums.address((long) slice * taps * shape.wide() + channel);
                        for (long row = slices.begin(slice); row < slices.end(slice); row++) {
                            int picture = (int) (row / shape.height());
                            int y = (int) (row % shape.height());
                            gradient.inputRow(picture, y, rowAddress(dx, row, shape.width(), shape.wide())
                                    + (long) channel * Float.BYTES);
                            gradient.weightRow(picture, y, rows.padded(picture, y), ofSlice);
                        }
                    }
                }
            }
        });
    }

    private void widened(Operand widening, Normalisation normalisation, Room weightSums, Room products,
            SliceSums sums) {
        int block = shape.channelBlock(1 + 2 * shape.group() + shape.kernelHeight());
        try (var scaled = ExpandedDepthwiseKernel.scaledColumns(widening, normalisation.scale());
                var vectors = new Vectors(normalisation)) {
            slices.run(workers, (first, last) -> {
                clear(weightSums, taps, first, last);
                clear(products, shape.in(), first, last);
                for (int channel = 0; channel < shape.wide(); channel += block) {
                    int channels = Math.min(block, shape.wide() - channel);
                    try (var part = new WidenedGradientRows(shape, precision, x, dx, channel, channels,
                            Room.address(widening), scaled, vectors);
                            var gradient = new DepthwiseGradientRows(shape, channels, dz, channel,
                                    Room.address(depthwise) + (long) channel * Float.BYTES, channels)) {
                        for (int slice = first; slice < last; slice++) {
                            long ofWeights = weightSums.address((long) slice * taps * shape.wide() + channel);
                            long ofProducts = products.address((long) slice * shape.in() * shape.wide() + channel);
                            long rows = slices.end(slice) - slices.begin(slice);
                            long groups = Math.ceilDiv(rows, shape.group());
                            for (long group = 0; group < groups; group++) {
                                long row = slices.begin(slice) + rows * group / groups;
                                long end = slices.begin(slice) + rows * (group + 1) / groups;
                                part.run(gradient, row, (int) (end - row), ofWeights, ofProducts);
                                sums.take(slice, part.sums(), 0, channel, channels);
                                sums.take(slice, part.sums(), channels, shape.wide() + channel, channels);
                            }
                        }
                    }
                }
            });
        }
    }

    /** What normalises, as vectors of channels. */
    static final class Vectors implements AutoCloseable {
        final Room scale;
        final Room shift;
        final Room inverse;
        final Room centre;

        Vectors(Normalisation normalisation) {
            scale = Room.holding(normalisation.scale());
            shift = Room.holding(normalisation.shift());
            inverse = Room.holding(normalisation.inverse());
            centre = Room.holding(normalisation.centre());
        }

        @Override
        public void close() {
            scale.close();
            shift.close();
            inverse.close();
            centre.close();
        }
    }

    /** What batch normalisation subtracts, from dx in place and from Q. */
    private void correct(Operand widening, Normalisation normalisation, PictureMoments moments, Room products,
            double[] sums, List<Operand> outputs) {
        int in = shape.in();
        int wide = shape.wide();
        double count = shape.positions();
        var weights = Room.segment(widening);
        double[] slope = new double[wide];
        double[] offset = new double[wide];
        for (int w = 0; w < wide; w++) {
            slope[w] = normalisation.inverse()[w] * normalisation.scale()[w] * sums[wide + w] / count;
            offset[w] = normalisation.scale()[w] * sums[w] / count;
        }
        double[] constant = new double[in];
        try (var spread = moments.covarianceTimes(workers, widening);
                var total = total(products, in)) {
            workers.ranges(in, wide, (begin, end) -> {
                for (int at = (int) begin * wide; at < end * wide; at++) {
                    int c = at / wide;
                    int w = at - c * wide;
                    constant[c] -= offset[w] * weights.getAtIndex(ValueLayout.JAVA_FLOAT, at);
                    total.set(at, (float) (normalisation.scale()[w] * (total.get(at) - moments.mean()[c] * sums[w]
                            - normalisation.inverse()[w] * sums[wide + w] * spread.get(at))));
                }
            });
            total.copyTo(outputs.get(2));
            subtractFromInput(widening, slope, constant, moments.mean());
        }
        Room.fill(outputs.get(3), Arrays.copyOfRange(sums, wide, 2 * wide));
        Room.fill(outputs.get(4), Arrays.copyOf(sums, wide));
    }

    /** dx += constant − (x − x̄)·W·diag(slope)·Wᵀ. */
    private void subtractFromInput(Operand widening, double[] slope, double[] constant, double[] mean) {
        int in = shape.in();
        int wide = shape.wide();
        double[] negative = new double[wide];
        Arrays.setAll(negative, w -> -slope[w]);
        try (var left = ExpandedDepthwiseKernel.scaledColumns(widening, negative);
                var square = Room.floats((long) in * in);
                var turned = PackedWeights.of(precision, Room.address(widening), wide, in, wide, true)) {
            workers.ranges(in, (long) in * wide / 8, (begin, end) -> {
                try (var multiply = turned.product(DType.FLOAT32, wide, in, Epilogue.STORE)) {
                    multiply.run(left.address(begin * wide), square.address(begin * in), end - begin, 0, 0);
                }
            });
            for (int other = 0; other < in; other++) {
                for (int c = 0; c < in; c++) {
                    constant[c] -= mean[other] * square.get((long) other * in + c);
                }
            }
            try (var packed = PackedWeights.of(precision, square.address(), in, in, in, false);
                    var bias = Room.holding(constant)) {
                long stride = (long) in * Float.BYTES;
                workers.ranges(shape.positions(), (long) in * in / 8, (begin, end) -> {
                    try (var product = packed.product(DType.FLOAT32, in, in, new Epilogue(true, true, false, 0))) {
                        product.run(Room.address(x) + begin * stride, Room.address(dx) + begin * stride, end - begin,
                                bias.address(), 0);
                    }
                });
            }
        }
    }

    /** One thread's rows of some channels: from x and dz to d, and what d is multiplied with. */
    private static final class WidenedGradientRows implements AutoCloseable {
        private final DepthwiseShape shape;
        private final Operand x;
        private final Operand dx;
        private final int channel;
        private final int channels;
        private final PackedWeights widening;
        private final PackedWeights.Product widen;
        private final PackedWeights narrowing;
        private final PackedWeights.Product narrow;
        private final StripSums products;
        private final DType strip;
        private final long stripStride;
        private final Room wide;
        private final Room activated;
        private final Room gradient;
        private final Room sums;
        private final RowCall activate;
        private final RowCall slope;

        WidenedGradientRows(DepthwiseShape shape, Precision precision, Operand x, Operand dx, int channel,
                int channels, long weights, Room scaled, Vectors vectors) {
            this.shape = shape;
            this.x = x;
            this.dx = dx;
            this.channel = channel;
            this.channels = channels;
            int in = shape.in();
            strip = Strips.type(precision);
            stripStride = Strips.stride(channels, strip);
            widening = PackedWeights.of(precision, weights + (long) channel * Float.BYTES, in, channels, shape.wide(),
                    false);
            widen = widening.product(DType.FLOAT32, in, channels, Epilogue.STORE);
            narrowing = PackedWeights.of(precision, scaled.address(channel), channels, in, shape.wide(), true);
            narrow = narrowing.product(strip, stripStride, in, channel == 0 ? Epilogue.STORE : Epilogue.ADD);
            products = new StripSums(precision, in, channels, DType.FLOAT32, in, strip, stripStride, shape.wide());
            wide = Room.floats((long) shape.group() * shape.width() * channels);
            activated = Room.floats((long) shape.paddedWidth() * channels);
            gradient = Room.floats(shape.group() * shape.width() * stripStride);
            sums = Room.floats(2L * channels);
            activated.clear();
            sums.clear();
            activate = activation(vectors);
            slope = slope(vectors);
        }

        /** a of v. */
        private RowCall activation(Vectors vectors) {
            long line = (long) channels * Float.BYTES;
            return GatedProjectionKernel.activation(channels, DType.FLOAT32, DType.FLOAT32).call()
                    .rows(0, wide.address(), line).channels(1, vectors.scale.address(channel))
                    .channels(2, vectors.shift.address(channel))
                    .rows(3, activated.address((long) shape.window().left() * channels), line);
        }

        /** d of v and da, in the place of da, and its sums. */
        private RowCall slope(Vectors vectors) {
            long line = (long) channels * Float.BYTES;
            return SLOPE.of(strip, channels).call().rows(0, wide.address(), line)
                    .channels(1, vectors.scale.address(channel)).channels(2, vectors.shift.address(channel))
                    .channels(3, vectors.inverse.address(channel)).channels(4, vectors.centre.address(channel))
                    .rows(5, gradient.address(), line).rows(6, gradient.address(), stripStride * strip.bytes())
                    .channels(7, sums.address()).channels(8, sums.address(channels));
        }

        /** Σd and Σd·x̂ of the rows since they were taken. */
        Room sums() {
            return sums;
        }

        void run(DepthwiseGradientRows depthwise, long row, int rows, long weightSums, long ofProducts) {
            long line = (long) channels * Float.BYTES;
            long pixels = row * shape.width() * shape.in() * Float.BYTES;
            int count = rows * shape.width();
            widen.run(Room.address(x) + pixels, wide.address(), count, 0, 0);
            for (int i = 0; i < rows; i++) {
                int picture = (int) ((row + i) / shape.height());
                int y = (int) ((row + i) % shape.height());
                long start = (long) i * shape.width() * channels;
                activate.rows(0, wide.address(start), line).run(shape.width());
                depthwise.weightRow(picture, y, activated.address(), weightSums);
                depthwise.inputRow(picture, y, gradient.address(start));
            }
            slope.run(count);
            products.add(count, Room.address(x) + pixels, gradient.address(), ofProducts);
            narrow.run(gradient.address(), Room.address(dx) + pixels, count, 0, 0);
        }

        @Override
        public void close() {
            widen.close();
            widening.close();
            narrow.close();
            narrowing.close();
            products.close();
            wide.close();
            activated.close();
            gradient.close();
            sums.close();
        }
    }
}
