package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.GatedProjection;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.RowProgram;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import java.util.List;

/**
 * {@link GatedProjection} in two passes over z: one for the means of what is activated, one that activates and gates
 * strips again and multiplies them while they are in the cache.
 */
final class GatedProjectionKernel {
    private static final RowPrograms<DType> SUMMED = new RowPrograms<>((type, p) -> {
        p.stream();
        p.sum(p.row(type).times(p.channel()).plus(p.channel()).silu());
    });
    private static final RowPrograms<Types> GATED = new RowPrograms<>((types, p) -> {
        p.stream();
        p.store(types.to, p.row(types.from).times(p.channel()).plus(p.channel()).silu().times(p.channel()));
    });
    private static final RowPrograms<Types> ACTIVATED = new RowPrograms<>((types, p) ->
            p.store(types.to, p.row(types.from).times(p.channel()).plus(p.channel()).silu()));

    private final Workers workers;
    private final Operand z;
    private final Operand weights;
    private final int wide;
    private final int out;
    private final long pixels;
    private final int pictures;
    private final Normalisation normalisation;
    private final Precision precision;

    private GatedProjectionKernel(Workers workers, GatedProjection op, List<Operand> inputs) {
        this.workers = workers;
        this.precision = op.precision();
        this.z = inputs.getFirst();
        this.weights = inputs.get(9);
        this.wide = Math.toIntExact(z.shape().size(3));
        this.out = Math.toIntExact(weights.shape().size(1));
        this.pixels = z.shape().size(1) * z.shape().size(2);
        this.pictures = Math.toIntExact(z.shape().size(0));
        this.normalisation = Normalisation.of(inputs.get(1), inputs.get(2), inputs.get(3), inputs.get(4), op.epsilon());
    }

    private record Types(DType from, DType to) { }

    static void run(Workers workers, GatedProjection op, List<Operand> inputs, List<Operand> outputs) {
        var kernel = new GatedProjectionKernel(workers, op, inputs);
        var gate = new Gate(inputs.get(5), inputs.get(6), inputs.get(7), inputs.get(8));
        double[] means = new double[kernel.pictures * kernel.wide];
        try (var scale = Room.holding(kernel.normalisation.scale());
                var shift = Room.holding(kernel.normalisation.shift());
                var packed = PackedWeights.of(op.precision(), Room.address(kernel.weights), kernel.wide, kernel.out,
                        kernel.out, false)) {
            for (int picture = 0; picture < kernel.pictures; picture++) {
                double[] mean = kernel.means(picture, scale, shift);
                System.arraycopy(mean, 0, means, picture * kernel.wide, kernel.wide);
                kernel.project(picture, gate.weights(mean), scale, shift, packed, outputs.getFirst());
            }
        }
        Room.fill(outputs.get(1), means);
    }

    private long address(int picture, long pixel) {
        return Room.address(z) + (picture * pixels + pixel) * wide * z.type().bytes();
    }

    private double[] means(int picture, Room scale, Room shift) {
        var slices = Slices.of(pixels, 64);
        var program = SUMMED.of(z.type(), wide);
        int strip = Strips.pixels(wide);
        try (var sums = new SliceSums(slices.count(), wide)) {
            slices.run(workers, (first, end) -> {
                try (var room = Room.floats(wide)) {
                    room.clear();
                    var call = program.call().channels(1, scale.address()).channels(2, shift.address())
                            .channels(3, room.address());
                    for (int slice = first; slice < end; slice++) {
                        for (long pixel = slices.begin(slice); pixel < slices.end(slice); pixel += strip) {
                            call.rows(0, address(picture, pixel), (long) wide * z.type().bytes())
                                    .run(Math.min(strip, slices.end(slice) - pixel));
                            sums.take(slice, room, 0, 0, wide);
                        }
                    }
                }
            });
            double[] mean = sums.total();
            for (int c = 0; c < wide; c++) {
                mean[c] /= pixels;
            }
            return mean;
        }
    }

    private void project(int picture, double[] gate, Room scale, Room shift, PackedWeights packed, Operand output) {
        long y = Room.address(output) + picture * pixels * out * Float.BYTES;
        var type = Strips.type(precision);
        long stride = Strips.stride(wide, type);
        int strip = Strips.pixels(wide, (long) wide * out);
        var program = GATED.of(new Types(z.type(), type), wide);
        try (var gates = Room.holding(gate)) {
            workers.ranges(pixels, (long) wide * out / 8, (begin, end) -> {
                try (var room = Room.of(type, strip * stride);
                        var product = packed.product(type, stride, out, Epilogue.STORE)) {
                    var call = program.call().channels(1, scale.address()).channels(2, shift.address())
                            .channels(3, gates.address()).rows(4, room.address(), stride * type.bytes());
                    for (long pixel = begin; pixel < end; pixel += strip) {
                        long rows = Math.min(strip, end - pixel);
                        call.rows(0, address(picture, pixel), (long) wide * z.type().bytes()).run(rows);
                        product.run(room.address(), y + pixel * out * Float.BYTES, rows, 0, 0);
                    }
                }
            });
        }
    }

    /** Operand 3 = silu(operand 0 · operand 1 + operand 2). */
    static RowProgram activation(int channels, DType from, DType to) {
        return ACTIVATED.of(new Types(from, to), channels);
    }
}
