package dev.nacre.kernels.cuda.kernel;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.op.Affine;
import dev.nacre.core.op.GatedProjection;
import dev.nacre.core.op.MatMul;
import dev.nacre.core.op.Silu;
import java.util.List;

/**
 * The narrow half of an inverted bottleneck: squeeze, excitation and projection, with the derivative. The activated
 * pixels exist once, as a factor of the product, in its precision.
 */
public final class GateKernels {
    private GateKernels() {
    }

    /** y from x, the gate, P, its bias and perhaps a residual. */
    public static void scaledProjection(Launcher launcher, Precision precision, List<DeviceTensor> in, DeviceTensor y) {
        DeviceTensor x = launcher.contiguous(in.get(0));
        DeviceTensor gate = launcher.contiguous(in.get(1));
        long wide = x.shape().size(-1);
        DeviceTensor rows = launcher.scratch(factorType(precision), x.shape());
        launcher.launchEach("gate_" + name(x) + "_" + name(rows), x.elements(), arguments -> {
            x.asInput(arguments);
            gate.asInput(arguments);
            rows.asOutput(arguments);
            arguments.word(x.elements()).word(wide).word(x.elements() / x.shape().size(0));
        });
        if (in.size() == 4) {
            affine(launcher, precision, flat(rows), in.get(2), in.get(3), flat(y));
            return;
        }
        DeviceTensor bias = launcher.contiguous(in.get(3));
        DeviceTensor residual = launcher.contiguous(in.get(4));
        if (LibraryProducts.run(launcher, precision, flat(rows), in.get(2), bias, flat(residual), flat(y))) {
            return;
        }
        multiply(launcher, precision, flat(rows), in.get(2), flat(y));
        launcher.launchEach("bias_residual", y.elements(), arguments -> {
            y.asOutput(arguments);
            bias.asInput(arguments);
            residual.asInput(arguments);
            arguments.word(y.elements()).word(y.shape().size(-1));
        });
    }

    /** y and s from z, its statistics, γ, β, the four weights of the gate, and P. */
    public static void gatedProjection(Launcher launcher, GatedProjection projection, List<DeviceTensor> in,
            List<DeviceTensor> out) {
        Bottleneck bottleneck = new Bottleneck(launcher, projection, in);
        DeviceTensor squeezed = out.get(1);
        DeviceTensor sums = launcher.scratch(DType.FLOAT32, squeezed.shape());
        bottleneck.overPixels("activated_columns", sums, List.of());
        MapKernels.unary(launcher, new Affine(1.0 / bottleneck.pixels(), 0), sums, squeezed);
        DeviceTensor rows = bottleneck.gated(new Excitation(launcher, squeezed, in).gate);
        multiply(launcher, projection.precision(), flat(rows), in.get(9), flat(out.get(0)));
    }

    /** Gradients of all ten inputs, from them, s and dy; those of the statistics, which follow from z, are zeros. */
    public static void gatedProjectionGradient(Launcher launcher, GatedProjection projection, List<DeviceTensor> in,
            List<DeviceTensor> out) {
        Precision precision = projection.precision();
        Bottleneck bottleneck = new Bottleneck(launcher, projection, in);
        DeviceTensor dy = flat(launcher.contiguous(in.get(11)));
        Excitation excitation = new Excitation(launcher, launcher.contiguous(in.get(10)), in);
        multiply(launcher, precision, transposed(flat(bottleneck.gated(excitation.gate))), dy, out.get(9));
        DeviceTensor drows = launcher.scratch(DType.FLOAT32, bottleneck.z.shape());
        multiply(launcher, precision, dy, transposed(in.get(9)), flat(drows));
        DeviceTensor dgate = launcher.scratch(DType.FLOAT32, excitation.gate.shape());
        bottleneck.overPixels("activated_product_columns", dgate, List.of(drows));
        DeviceTensor dsqueezed = excitation.backward(dgate, out.subList(5, 9));
        DeviceTensor du = bottleneck.cotangent(excitation.gate, dsqueezed, drows);
        DeviceTensor dz = out.get(0).type() == DType.FLOAT32 ? out.get(0)
                : launcher.scratch(DType.FLOAT32, out.get(0).shape());
        NormKernels.batchNormGradient(launcher, projection.epsilon(), List.of(bottleneck.z, bottleneck.line(3),
                bottleneck.line(1), bottleneck.line(2), du), List.of(dz, out.get(3), out.get(4)));
        if (dz != out.get(0)) {
            CopyKernels.cast(launcher, dz, out.get(0));
        }
        launcher.clear(out.get(1));
        launcher.clear(out.get(2));
    }

    /** z with what normalises it, all contiguous float32. */
    private static final class Bottleneck {
        private final Launcher launcher;
        private final GatedProjection projection;
        private final DeviceTensor z;
        private final List<DeviceTensor> lines;

        Bottleneck(Launcher launcher, GatedProjection projection, List<DeviceTensor> in) {
            this.launcher = launcher;
            this.projection = projection;
            DeviceTensor given = in.getFirst();
            if (given.type() == DType.FLOAT32) {
                z = launcher.contiguous(given);
            } else {
                z = launcher.scratch(DType.FLOAT32, given.shape());
                CopyKernels.cast(launcher, given, z);
            }
            lines = in.subList(1, 5).stream().map(launcher::contiguous).toList();
        }

        /** Mean, variance, γ or β: inputs 1 to 4. */
        DeviceTensor line(int input) {
            return lines.get(input - 1);
        }

        long pixels() {
            return z.shape().size(1) * z.shape().size(2);
        }

        private long channels() {
            return z.shape().size(3);
        }

        void overPixels(String kernel, DeviceTensor y, List<DeviceTensor> more) {
            SumKernels.pictures(launcher, kernel, y, z.shape().size(0), pixels(), channels(), arguments -> {
                z.asInput(arguments);
                lines.forEach(line -> line.asInput(arguments));
                more.forEach(input -> input.asInput(arguments));
            }, arguments -> arguments.number((float) projection.epsilon()));
        }

        DeviceTensor gated(DeviceTensor gate) {
            DeviceTensor rows = launcher.scratch(factorType(projection.precision()), z.shape());
            each("normal_gate_" + name(rows), List.of(gate), rows);
            return rows;
        }

        DeviceTensor cotangent(DeviceTensor gate, DeviceTensor squeezed, DeviceTensor dy) {
            DeviceTensor du = launcher.scratch(DType.FLOAT32, z.shape());
            each("normal_gate_cotangent", List.of(gate, squeezed, dy), du);
            return du;
        }

        private void each(String kernel, List<DeviceTensor> more, DeviceTensor y) {
            launcher.launchEach(kernel, z.elements(), arguments -> {
                z.asInput(arguments);
                lines.forEach(line -> line.asInput(arguments));
                more.forEach(input -> input.asInput(arguments));
                y.asOutput(arguments);
                arguments.word(z.elements()).word(channels()).word(pixels() * channels())
                        .number((float) projection.epsilon());
            });
        }
    }

    /** g = sigmoid(silu(s·R + r)·E + e) with what its derivative needs. */
    private static final class Excitation {
        private final Launcher launcher;
        private final DeviceTensor squeezed;
        private final DeviceTensor reduce;
        private final DeviceTensor expand;
        private final DeviceTensor reduced;
        private final DeviceTensor activated;
        private final DeviceTensor gate;

        Excitation(Launcher launcher, DeviceTensor squeezed, List<DeviceTensor> in) {
            this.launcher = launcher;
            this.squeezed = squeezed;
            reduce = in.get(5);
            expand = in.get(7);
            long batch = squeezed.shape().size(0);
            reduced = launcher.scratch(DType.FLOAT32, Shape.of(batch, reduce.shape().size(1)));
            affine(launcher, Precision.FLOAT32, squeezed, reduce, in.get(6), reduced);
            activated = launcher.scratch(DType.FLOAT32, reduced.shape());
            MapKernels.unary(launcher, new Silu(), reduced, activated);
            gate = launcher.scratch(DType.FLOAT32, squeezed.shape());
            multiply(launcher, Precision.FLOAT32, activated, expand, gate);
            bias(launcher, "bias_sigmoid", gate, in.get(8));
        }

        /** Gradients of R, r, E and e from that of g, which is used up; answers that of s. */
        DeviceTensor backward(DeviceTensor dgate, List<DeviceTensor> out) {
            long batch = gate.shape().size(0);
            inPlace("sigmoid_cotangent", dgate, gate);
            SumKernels.columns(launcher, dgate, out.get(3), 1, batch, gate.shape().size(1));
            multiply(launcher, Precision.FLOAT32, transposed(activated), dgate, out.get(2));
            DeviceTensor dreduced = launcher.scratch(DType.FLOAT32, reduced.shape());
            multiply(launcher, Precision.FLOAT32, dgate, transposed(expand), dreduced);
            inPlace("silu_cotangent", dreduced, reduced);
            SumKernels.columns(launcher, dreduced, out.get(1), 1, batch, reduced.shape().size(1));
            multiply(launcher, Precision.FLOAT32, transposed(squeezed), dreduced, out.get(0));
            DeviceTensor dsqueezed = launcher.scratch(DType.FLOAT32, squeezed.shape());
            multiply(launcher, Precision.FLOAT32, dreduced, transposed(reduce), dsqueezed);
            return dsqueezed;
        }

        private void inPlace(String kernel, DeviceTensor dy, DeviceTensor point) {
            launcher.launchEach(kernel, dy.elements(), arguments -> {
                dy.asOutput(arguments);
                point.asInput(arguments);
                arguments.word(dy.elements());
            });
        }
    }

    /** y = a·b + bias. */
    static void affine(Launcher launcher, Precision precision, DeviceTensor a, DeviceTensor b, DeviceTensor bias,
            DeviceTensor y) {
        if (!LibraryProducts.run(launcher, precision, a, b, bias, null, y)) {
            multiply(launcher, precision, a, b, y);
            bias(launcher, "bias", y, bias);
        }
    }

    static void bias(Launcher launcher, String kernel, DeviceTensor y, DeviceTensor bias) {
        DeviceTensor dense = launcher.contiguous(bias);
        launcher.launchEach(kernel, y.elements(), arguments -> {
            y.asOutput(arguments);
            dense.asInput(arguments);
            arguments.word(y.elements()).word(y.shape().size(-1));
        });
    }

    static void multiply(Launcher launcher, Precision precision, DeviceTensor a, DeviceTensor b, DeviceTensor y) {
        ProductKernels.matMul(launcher, new MatMul(precision), a, b, y);
    }

    private static DType factorType(Precision precision) {
        return precision == Precision.BFLOAT16 ? DType.BFLOAT16 : DType.FLOAT32;
    }

    private static String name(DeviceTensor x) {
        return x.type() == DType.BFLOAT16 ? "bfloat16" : "float32";
    }

    /** Everything but the last dimension as rows, of a contiguous tensor. */
    static DeviceTensor flat(DeviceTensor x) {
        long width = x.shape().size(-1);
        Layout rows = x.layout().reshape(Shape.of(x.shape().without(-1).elements(), width)).orElseThrow();
        return new DeviceTensor(x.block(), x.type(), rows);
    }

    private static DeviceTensor transposed(DeviceTensor matrix) {
        return new DeviceTensor(matrix.block(), matrix.type(), matrix.layout().permute(1, 0));
    }
}
