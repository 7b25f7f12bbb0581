package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.ExpandedDepthwise;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import java.util.List;

/**
 * {@link ExpandedDepthwise} in two passes over x: one for its moments, from which those of v = x·W follow (its mean is
 * x̄·W, its variances are the diagonal of Wᵀ·Cov(x)·W), and one that widens rows, activates them, and convolves them
 * while they are in the cache. v never reaches memory. Worth it where there are many more pixels than channels.
 */
final class ExpandedDepthwiseKernel {
    private static final RowPrograms<DType> SCALED = new RowPrograms<>((type, p) ->
            p.store(type, p.row(type).times(p.channel())));

    private final Workers workers;
    private final ExpandedDepthwise op;
    private final DepthwiseShape shape;
    private final List<Operand> inputs;
    private final Operand z;

    private ExpandedDepthwiseKernel(Workers workers, ExpandedDepthwise op, List<Operand> inputs, Operand z) {
        this.workers = workers;
        this.op = op;
        this.inputs = inputs;
        this.z = z;
        this.shape = DepthwiseShape.of(inputs.getFirst().shape(), inputs.get(1).shape(), z.shape(), op.window());
    }

    static void run(Workers workers, ExpandedDepthwise op, List<Operand> inputs, List<Operand> outputs) {
        var kernel = new ExpandedDepthwiseKernel(workers, op, inputs, outputs.getFirst());
        double[][] ofZ = inputs.size() > 2 ? kernel.widened(outputs) : kernel.convolve(null, null);
        Room.fill(outputs.get(1), ofZ[0]);
        Room.fill(outputs.get(2), ofZ[1]);
    }

    private double[][] widened(List<Operand> outputs) {
        var widening = inputs.get(2);
        double[] mean;
        double[] variance;
        try (var moments = PictureMoments.of(workers, inputs.getFirst())) {
            mean = moments.meanAfter(workers, widening);
            variance = moments.varianceAfter(workers, widening);
            Room.fill(outputs.get(5), moments.mean());
            moments.covariance().copyTo(outputs.get(6));
        }
        Room.fill(outputs.get(3), mean);
        Room.fill(outputs.get(4), variance);
        var normalisation = Normalisation.of(mean, variance, Room.values(inputs.get(3)), Room.values(inputs.get(4)),
                op.epsilon());
        try (var weights = scaledColumns(widening, normalisation.scale());
                var bias = Room.holding(normalisation.shift())) {
            return convolve(weights, bias);
        }
    }

    /** The matrix with each column times a factor. */
    static Room scaledColumns(Operand matrix, double[] factors) {
        int columns = factors.length;
        long stride = (long) columns * Float.BYTES;
        var scaled = Room.floats(matrix.shape().elements());
        try (var factor = Room.holding(factors)) {
            SCALED.of(DType.FLOAT32, columns).call()
                    .rows(0, Room.address(matrix), stride).channels(1, factor.address())
                    .rows(2, scaled.address(), stride).run(matrix.shape().size(0));
        }
        return scaled;
    }

    /** Writes z; returns its mean and variance. */
    private double[][] convolve(Room weights, Room bias) {
        var slices = Slices.of(shape.outHeight(), 1);
        try (var moments = new SliceMoments(slices.count() * shape.pictures(), shape.wide())) {
            for (int i = 0; i < slices.count() * shape.pictures(); i++) {
                int slice = i % slices.count();
                moments.count(i, (slices.end(slice) - slices.begin(slice)) * shape.outWidth());
            }
            new DepthwiseItems(shape, slices, shape.channelBlock(shape.kernelHeight() + 2 * shape.group()))
                    .run(workers, item -> run(item, slices, moments, weights, bias));
            return moments.result();
        }
    }

    private void run(DepthwiseItems.Item item, Slices slices, SliceMoments moments, Room weights, Room bias) {
        int channel = item.channel();
        int channels = item.channels();
        long x = Room.address(inputs.getFirst());
        int bytes = z.type().bytes();
        long rowBytes = (long) shape.outWidth() * shape.wide() * bytes;
        long first = Room.address(z) + item.picture() * shape.outHeight() * rowBytes + (long) channel * bytes;
        var copy = RowRing.COPY.of(z.type(), channels).call();
        try (var packed = weights == null ? null : PackedWeights.of(op.precision(), weights.address(channel),
                shape.in(), channels, shape.wide(), false);
                var product = packed == null ? null : packed.product(DType.FLOAT32, shape.in(), channels,
                        new Epilogue(false, true, false, 0));
                var line = Room.floats(2L * channels);
                var near = Room.floats(channels);
                var wide = Room.floats((long) shape.group() * shape.width() * channels);
                var rows = new RowRing(shape.frame(channels), shape.kernelHeight(), shape.group(), packed == null
                        ? RowRing.plain(shape.height(), shape.width(), DType.FLOAT32,
                                x + (long) channel * Float.BYTES, shape.in(), channels)
                        : RowRing.widened(shape, x, product, channels, bias.address(channel), wide))) {
            var depthwise = DepthwiseRows.plain(shape, channels, z.type(),
                    Room.address(inputs.get(1)) + (long) channel * Float.BYTES);
            line.clear();
            var sums = SliceMoments.program(channels, z.type()).call().channels(1, near.address())
                    .channels(2, line.address()).channels(3, line.address(channels));
            for (int slice = item.firstSlice(); slice < item.endSlice(); slice++) {
                int number = item.picture() * slices.count() + slice;
                for (long row = slices.begin(slice); row < slices.end(slice); row++) {
                    long target = first + row * rowBytes;
                    depthwise.run(rows, item.picture(), (int) row, target);
                    if (row == slices.begin(slice)) {
                        copy.rows(0, target, 0).rows(1, near.address(), 0).run(1);
                        moments.near(number, channel, near, channels);
                    }
                    sums.rows(0, target, (long) shape.wide() * bytes).run(shape.outWidth());
                    moments.take(number, channel, line, channels);
                }
            }
        }
    }
}
