package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.Operand;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import dev.nacre.kernels.cpu.jit.StripGradient;
import java.lang.foreign.ValueLayout;

/**
 * Mean x̄ and covariance of the pixels of pictures {@code [batch, height, width, channel]}, over all positions; and
 * what they say about x·W without computing it.
 *
 * @param mean       {@code [channel]}
 * @param covariance float32 {@code [channel, channel]}, divided by the count
 */
record PictureMoments(double[] mean, Room covariance) implements AutoCloseable {
    private static final RowPrograms<DType> SUM = new RowPrograms<>((type, p) -> {
        p.stream();
        p.sum(p.row(type));
    });
    private static final RowPrograms<DType> CENTRE = new RowPrograms<>((type, p) -> {
        p.stream();
        p.store(type, p.row(type).minus(p.channel()));
    });
    private static final int CHAIN = 4096;

    /** Those that were computed before, copied. */
    static PictureMoments of(Operand mean, Operand covariance) {
        return new PictureMoments(Room.values(mean), Room.copyOf(covariance));
    }

    static PictureMoments of(Workers workers, Operand x) {
        int channels = Math.toIntExact(x.shape().size(3));
        long pixels = x.shape().elements() / channels;
        double[] mean = mean(workers, x, channels, pixels);
        return new PictureMoments(mean, covariance(workers, x, mean, pixels));
    }

    private static double[] mean(Workers workers, Operand x, int channels, long pixels) {
        var slices = Slices.of(pixels, 256);
        var program = SUM.of(DType.FLOAT32, channels);
        long stride = (long) channels * Float.BYTES;
        int strip = Strips.pixels(channels);
        try (var sums = new SliceSums(slices.count(), channels)) {
            slices.run(workers, (first, end) -> {
                try (var line = Room.floats(channels)) {
                    line.clear();
                    var call = program.call().channels(1, line.address());
                    for (int slice = first; slice < end; slice++) {
                        for (long pixel = slices.begin(slice); pixel < slices.end(slice); pixel += strip) {
                            call.rows(0, Room.address(x) + pixel * stride, stride)
                                    .run(Math.min(strip, slices.end(slice) - pixel));
                            sums.take(slice, line, 0, 0, channels);
                        }
                    }
                }
            });
            double[] mean = sums.total();
            for (int c = 0; c < channels; c++) {
                mean[c] /= pixels;
            }
            return mean;
        }
    }

    private static Room covariance(Workers workers, Operand x, double[] mean, long pixels) {
        int channels = mean.length;
        long stride = (long) channels * Float.BYTES;
        var slices = Slices.of(pixels, 256);
        int strip = Strips.pixels(channels);
        var whole = product(strip, channels);
        var centre = CENTRE.of(DType.FLOAT32, channels);
        try (var means = Room.holding(mean); var sums = new SliceSums(slices.count(), channels * channels)) {
            slices.run(workers, (first, end) -> {
                try (var room = Room.floats((long) strip * channels);
                        var products = Room.floats((long) channels * channels)) {
                    products.clear();
                    var call = centre.call().channels(1, means.address()).rows(2, room.address(), stride);
                    for (int slice = first; slice < end; slice++) {
                        long taken = slices.begin(slice);
                        for (long pixel = slices.begin(slice); pixel < slices.end(slice); pixel += strip) {
                            int rows = (int) Math.min(strip, slices.end(slice) - pixel);
                            call.rows(0, Room.address(x) + pixel * stride, stride).run(rows);
                            (rows == strip ? whole : product(rows, channels))
                                    .run(room.address(), room.address(), products.address());
                            if (pixel + rows - taken >= CHAIN || pixel + rows == slices.end(slice)) {
                                sums.take(slice, products, 0, 0, channels * channels);
                                taken = pixel + rows;
                            }
                        }
                    }
                }
            });
            var covariance = Room.floats((long) channels * channels);
            sums.writeShares(pixels, covariance);
            return covariance;
        }
    }

    private static StripGradient product(int rows, int channels) {
        return StripGradient.of(rows, channels, channels, channels, channels, channels, true);
    }

    /** The mean of x·W, {@code [wide]}. */
    double[] meanAfter(Workers workers, Operand widening) {
        var weights = Room.segment(widening);
        int wide = Math.toIntExact(widening.shape().size(1));
        double[] after = new double[wide];
        workers.ranges(wide, mean.length, (begin, end) -> {
            for (int c = 0; c < mean.length; c++) {
                for (int w = (int) begin; w < end; w++) {
                    after[w] += mean[c] * weights.getAtIndex(ValueLayout.JAVA_FLOAT, (long) c * wide + w);
                }
            }
        });
        return after;
    }

    /** The variances of x·W, {@code [wide]}. */
    double[] varianceAfter(Workers workers, Operand widening) {
        var weights = Room.segment(widening);
        int wide = Math.toIntExact(widening.shape().size(1));
        double[] variance = new double[wide];
        try (var product = covarianceTimes(workers, widening)) {
            workers.ranges(wide, mean.length, (begin, end) -> {
                for (int c = 0; c < mean.length; c++) {
                    for (int w = (int) begin; w < end; w++) {
                        long at = (long) c * wide + w;
                        variance[w] += (double) weights.getAtIndex(ValueLayout.JAVA_FLOAT, at) * product.get(at);
                    }
                }
                for (int w = (int) begin; w < end; w++) {
                    variance[w] = Math.max(0, variance[w]);
                }
            });
        }
        return variance;
    }

    /** Cov(x)·W, {@code [channel, wide]}; the caller closes it. */
    Room covarianceTimes(Workers workers, Operand widening) {
        int channels = mean.length;
        int wide = Math.toIntExact(widening.shape().size(1));
        var product = Room.floats((long) channels * wide);
        try (var weights = PackedWeights.of(Precision.FLOAT32, Room.address(widening), channels, wide, wide,
                        false)) {
            workers.ranges(channels, (long) channels * wide / 8, (begin, end) -> {
                try (var multiply = weights.product(DType.FLOAT32, channels, wide, Epilogue.STORE)) {
                    multiply.run(covariance.address(begin * channels), product.address(begin * wide), end - begin,
                            0, 0);
                }
            });
        }
        return product;
    }

    @Override
    public void close() {
        covariance.close();
    }
}
