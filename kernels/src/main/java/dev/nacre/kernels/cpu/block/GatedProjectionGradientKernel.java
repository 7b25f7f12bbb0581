package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.GatedProjection;
import dev.nacre.kernels.cpu.Workers;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.RowDefinition;
import dev.nacre.kernels.cpu.jit.RowPrograms;
import dev.nacre.kernels.cpu.jit.RowValue;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * The derivative of {@link GatedProjection}, in three passes. With A = aᵀ·dy for each picture:
 * <ol>
 * <li>A, from strips that are activated again; dP = Σ g·A, dg = Σ P·A over the outputs, and from it the gate's
 * gradients and that of s, which every pixel gets a share c of;
 * <li>d = (dy·Pᵀ·g + c)·silu′(u), stored, and the sums of d and d·x̂ that batch normalisation needs;
 * <li>dz = γ·i·(d − Σd/n − x̂·Σdx̂/n) in place.
 * </ol>
 */
final class GatedProjectionGradientKernel {
    private static final int CHANNEL_BLOCK = 256;
    private static final RowPrograms<DType> ACTIVATION =
            new RowPrograms<>(GatedProjectionGradientKernel::activationGradient);
    private static final RowPrograms<DType> NORMALISATION =
            new RowPrograms<>(GatedProjectionGradientKernel::normalisationGradient);

    private final Workers workers;
    private final Operand z;
    private final Operand dy;
    private final int wide;
    private final int out;
    private final long pixels;
    private final int pictures;
    private final Normalisation normalisation;
    private final Operand weights;
    private final long zBytes;
    private final Precision precision;

    private GatedProjectionGradientKernel(Workers workers, GatedProjection op, List<Operand> inputs) {
        this.workers = workers;
        this.z = inputs.getFirst();
        this.dy = inputs.getLast();
        this.weights = inputs.get(9);
        this.wide = Math.toIntExact(z.shape().size(3));
        this.out = Math.toIntExact(weights.shape().size(1));
        this.pixels = z.shape().size(1) * z.shape().size(2);
        this.pictures = Math.toIntExact(z.shape().size(0));
        this.normalisation = Normalisation.of(inputs.get(1), inputs.get(2), inputs.get(3), inputs.get(4), op.epsilon());
        this.zBytes = z.type().bytes();
        this.precision = op.precision();
    }

    /** Inputs as {@link dev.nacre.core.op.FusedGradient} says: those of the operation, s, and dy. */
    static void run(Workers workers, GatedProjection op, List<Operand> inputs, List<Operand> outputs) {
        var kernel = new GatedProjectionGradientKernel(workers, op, inputs);
        try (var scale = Room.holding(kernel.normalisation.scale());
                var shift = Room.holding(kernel.normalisation.shift());
                var mean = Room.holding(kernel.normalisation.mean());
                var bias = Room.holding(kernel.normalisation.bias())) {
            kernel.run(inputs, outputs, new Vectors(scale, shift, mean, bias));
        }
    }

    /** What normalises, as vectors of channels. */
    private record Vectors(Room scale, Room shift, Room mean, Room bias) { }

    private void run(List<Operand> inputs, List<Operand> outputs, Vectors vectors) {
        var gate = new Gate(inputs.get(5), inputs.get(6), inputs.get(7), inputs.get(8));
        double[] means = Room.values(inputs.get(10));
        var dp = Room.segment(outputs.get(9)).asSlice(0, (long) wide * out * Float.BYTES).fill((byte) 0);
        var slices = Slices.of(pixels, 64);
        try (var gradients = new Gate.Gradients(wide, Math.toIntExact(inputs.get(6).shape().elements()));
                var sums = new SliceSums(slices.count(), 2 * wide)) {
            for (int picture = 0; picture < pictures; picture++) {
                double[] mean = Arrays.copyOfRange(means, picture * wide, (picture + 1) * wide);
                double[] g = gate.weights(mean);
                double[] dg = weightGradient(picture, vectors, g, dp);
                double[] share = gate.backward(mean, dg, gradients);
                for (int c = 0; c < wide; c++) {
                    share[c] /= pixels;
                }
                activationGradient(picture, vectors, g, share, slices, sums, outputs.getFirst());
            }
            normalisation(sums.total(), outputs);
            gradients.copyTo(outputs.get(5), outputs.get(6), outputs.get(7), outputs.get(8));
        }
        Room.fill(outputs.get(1), new double[wide]);
        Room.fill(outputs.get(2), new double[wide]);
    }

    /** From d to dz, dγ and dβ. @param sums of d and of d·(z − μ) */
    private void normalisation(double[] sums, List<Operand> outputs) {
        for (int c = 0; c < wide; c++) {
            sums[wide + c] *= normalisation.inverse()[c];
        }
        normalisationGradient(sums, outputs.getFirst());
        Room.fill(outputs.get(3), Arrays.copyOfRange(sums, wide, 2 * wide));
        Room.fill(outputs.get(4), Arrays.copyOf(sums, wide));
    }

    private long zAddress(int picture, long pixel) {
        return Room.address(z) + (picture * pixels + pixel) * wide * zBytes;
    }

    private long dyAddress(int picture, long pixel) {
        return Room.address(dy) + (picture * pixels + pixel) * out * Float.BYTES;
    }

    /** Adds g·A to dp and returns dg. */
    private double[] weightGradient(int picture, Vectors vectors, double[] g, MemorySegment dp) {
        var slices = Slices.of(pixels, 512);
        int blocks = Math.ceilDiv(wide, CHANNEL_BLOCK);
        try (var products = Room.floats((long) slices.count() * wide * out)) {
            workers.parts(slices.count() * blocks, part -> {
                int slice = part / blocks;
                int from = part % blocks * CHANNEL_BLOCK;
                products.clear(((long) slice * wide + from) * out, Math.min(CHANNEL_BLOCK, wide - from) * (long) out);
                products(picture, vectors, slices, slice, from, Math.min(CHANNEL_BLOCK, wide - from), products);
            });
            return gateGradient(products, slices.count(), g, dp);
        }
    }

    private double[] gateGradient(Room products, int count, double[] g, MemorySegment dp) {
        var p = Room.segment(weights);
        double[] dg = new double[wide];
        workers.ranges(wide, (long) out * count, (begin, end) -> {
            double[] sums = new double[out];
            for (int c = (int) begin; c < end; c++) {
                Arrays.fill(sums, 0);
                for (int slice = 0; slice < count; slice++) {
                    products.addTo(sums, ((long) slice * wide + c) * out);
                }
                for (int o = 0; o < out; o++) {
                    long at = (long) c * out + o;
                    dp.setAtIndex(ValueLayout.JAVA_FLOAT, at, (float) (dp.getAtIndex(ValueLayout.JAVA_FLOAT, at)
                            + g[c] * sums[o]));
                    dg[c] += p.getAtIndex(ValueLayout.JAVA_FLOAT, at) * sums[o];
                }
            }
        });
        return dg;
    }

    /** aᵀ·dy over one slice, for {@code channels} channels. */
    private void products(int picture, Vectors vectors, Slices slices, int slice, int from, int channels,
            Room products) {
        int strip = Strips.pixels(channels);
        var type = Strips.type(precision);
        long stride = Strips.stride(channels, type);
        long result = products.address(((long) slice * wide + from) * out);
        try (var room = Room.of(type, strip * stride);
                var sums = new StripSums(precision, channels, out, type, stride, DType.FLOAT32, out, out)) {
            var call = GatedProjectionKernel.activation(channels, z.type(), type).call()
                    .channels(1, vectors.scale.address(from)).channels(2, vectors.shift.address(from))
                    .rows(3, room.address(), stride * type.bytes());
            for (long pixel = slices.begin(slice); pixel < slices.end(slice); pixel += strip) {
                int rows = (int) Math.min(strip, slices.end(slice) - pixel);
                call.rows(0, zAddress(picture, pixel) + from * zBytes, wide * zBytes).run(rows);
                sums.add(rows, room.address(), dyAddress(picture, pixel), result);
            }
        }
    }

    /** d of a picture, to {@code dz}, and its sums. */
    private void activationGradient(int picture, Vectors vectors, double[] gate, double[] share, Slices slices,
            SliceSums sums, Operand dz) {
        int strip = Strips.pixels(wide, (long) wide * out);
        long stride = wide * zBytes;
        var program = ACTIVATION.of(z.type(), wide);
        try (var packed = PackedWeights.of(precision, Room.address(weights), out, wide, out, true);
                var gates = Room.holding(gate); var shares = Room.holding(share)) {
            slices.run(workers, (first, end) -> {
                try (var room = Room.floats((long) strip * wide);
                        var line = Room.floats(2L * wide);
                        var product = packed.product(DType.FLOAT32, out, wide, Epilogue.STORE)) {
                    line.clear();
                    var call = program.call().rows(0, room.address(), (long) wide * Float.BYTES)
                            .channels(1, gates.address()).channels(2, shares.address())
                            .channels(4, vectors.mean.address()).channels(5, vectors.scale.address())
                            .channels(6, vectors.bias.address()).channels(8, line.address())
                            .channels(9, line.address(wide));
                    for (int slice = first; slice < end; slice++) {
                        for (long pixel = slices.begin(slice); pixel < slices.end(slice); pixel += strip) {
                            long rows = Math.min(strip, slices.end(slice) - pixel);
                            product.run(dyAddress(picture, pixel), room.address(), rows, 0, 0);
                            call.rows(3, zAddress(picture, pixel), stride)
                                    .rows(7, Room.address(dz) + (picture * pixels + pixel) * stride, stride).run(rows);
                            sums.take(slice, line, 0, 0, 2 * wide);
                        }
                    }
                }
            });
        }
    }

    /** Operands: G, g, c, z, μ, γ·i, β; then d, Σd, Σd·(z − μ). */
    private static void activationGradient(DType type, RowDefinition p) {
        p.stream();
        var g = p.row(DType.FLOAT32).times(p.channel()).plus(p.channel());
        var deviation = p.row(type).minus(p.channel());
        var d = g.times(siluDerivative(p, deviation.times(p.channel()).plus(p.channel())));
        p.store(type, d);
        p.sum(d);
        p.sum(d.times(deviation));
    }

    /** σ(u)·(1 + u·(1 − σ(u))). */
    static RowValue siluDerivative(RowDefinition p, RowValue u) {
        var sigmoid = u.sigmoid();
        return sigmoid.times(p.constant(1).minus(sigmoid).times(u).plus(1));
    }

    /** dz = γ·i·(d − Σd/n − x̂·Σdx̂/n), a factor for d, a factor for z and a term for each channel. */
    private void normalisationGradient(double[] sums, Operand dz) {
        long count = pictures * pixels;
        double[] factor = new double[wide];
        double[] term = new double[wide];
        for (int c = 0; c < wide; c++) {
            double slope = normalisation.scale()[c] * sums[wide + c] / count;
            factor[c] = -slope * normalisation.inverse()[c];
            term[c] = -normalisation.scale()[c] * sums[c] / count - factor[c] * normalisation.mean()[c];
        }
        long stride = wide * zBytes;
        var program = NORMALISATION.of(z.type(), wide);
        try (var scale = Room.holding(normalisation.scale()); var factors = Room.holding(factor);
                var terms = Room.holding(term)) {
            workers.ranges(count, wide / 2L, (begin, end) -> program.call()
                    .rows(0, Room.address(dz) + begin * stride, stride)
                    .rows(1, Room.address(z) + begin * stride, stride).channels(2, factors.address())
                    .channels(3, terms.address()).channels(4, scale.address())
                    .rows(5, Room.address(dz) + begin * stride, stride).run(end - begin));
        }
    }

    /** Operands: d, z, a factor and a term for it, the factor for d; then dz. */
    private static void normalisationGradient(DType type, RowDefinition p) {
        p.stream();
        var d = p.row(type);
        var rest = p.row(type).times(p.channel()).plus(p.channel());
        p.store(type, d.times(p.channel()).plus(rest));
    }
}
