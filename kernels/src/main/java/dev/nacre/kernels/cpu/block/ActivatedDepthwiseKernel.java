package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.ActivatedDepthwise;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.Epilogue;
import java.util.List;

/** {@link ActivatedDepthwise}: widened rows stay in the cache, and what is written is summed as it is written. */
final class ActivatedDepthwiseKernel {
    private final Workers workers;
    private final DepthwiseShape shape;
    private final List<Operand> inputs;
    private final Operand y;
    private final Precision precision;

    private ActivatedDepthwiseKernel(Workers workers, ActivatedDepthwise op, List<Operand> inputs, Operand y) {
        this.workers = workers;
        this.inputs = inputs;
        this.y = y;
        this.precision = op.precision();
        this.shape = DepthwiseShape.of(inputs.getFirst().shape(), inputs.get(1).shape(), y.shape(), op.window());
    }

    static void run(Workers workers, ActivatedDepthwise op, List<Operand> inputs, List<Operand> outputs) {
        var kernel = new ActivatedDepthwiseKernel(workers, op, inputs, outputs.getFirst());
        Room.fill(outputs.get(1), kernel.run());
    }

    /** Writes y and returns its means. */
    private double[] run() {
        var slices = Slices.of(shape.outHeight(), 1);
        int block = shape.channelBlock(shape.kernelHeight() + 2 * shape.group());
        double[] means = new double[shape.pictures() * shape.wide()];
        try (var sums = new SliceSums(slices.count() * shape.pictures(), shape.wide())) {
            new DepthwiseItems(shape, slices, block).run(workers, item -> run(item, slices, sums));
            for (int picture = 0; picture < shape.pictures(); picture++) {
                double[] total = sums.total(picture * slices.count(), (picture + 1) * slices.count());
                for (int c = 0; c < shape.wide(); c++) {
                    means[picture * shape.wide() + c] = total[c] / ((long) shape.outHeight() * shape.outWidth());
                }
            }
        }
        return means;
    }

    private void run(DepthwiseItems.Item item, Slices slices, SliceSums sums) {
        int channel = item.channel();
        int channels = item.channels();
        long x = Room.address(inputs.getFirst());
        boolean widens = inputs.size() > 3;
        try (var weights = widens ? PackedWeights.of(precision, Room.address(inputs.get(3))
                + (long) channel * Float.BYTES, shape.in(), channels, shape.wide(), false) : null;
                var product = widens ? weights.product(DType.FLOAT32, shape.in(), channels,
                        new Epilogue(false, true, false, 0)) : null;
                var line = Room.floats(channels);
                var wide = Room.floats((long) shape.group() * shape.width() * channels);
                var rows = new RowRing(shape.frame(channels), shape.kernelHeight(), shape.group(), widens
                        ? RowRing.widened(shape, x, product, channels,
                                Room.address(inputs.get(4)) + (long) channel * Float.BYTES, wide)
                        : RowRing.plain(shape.height(), shape.width(), DType.FLOAT32,
                                x + (long) channel * Float.BYTES, shape.in(), channels))) {
            var depthwise = DepthwiseRows.activated(shape, channels, y.type(),
                    Room.address(inputs.get(1)) + (long) channel * Float.BYTES,
                    Room.address(inputs.get(2)) + (long) channel * Float.BYTES, line.address());
            line.clear();
            long rowBytes = (long) shape.outWidth() * shape.wide() * y.type().bytes();
            long first = Room.address(y) + item.picture() * shape.outHeight() * rowBytes
                    + (long) channel * y.type().bytes();
            for (int slice = item.firstSlice(); slice < item.endSlice(); slice++) {
                for (long row = slices.begin(slice); row < slices.end(slice); row++) {
                    depthwise.run(rows, item.picture(), (int) row, first + row * rowBytes);
                    sums.take(item.picture() * slices.count() + slice, line, 0, channel, channels);
                }
            }
        }
    }
}
