package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The wide half of an inverted bottleneck in training (Sandler et al. 2018): every pixel is widened, each channel
 * normalised by the batch's own statistics, activated, and convolved by itself:
 * v = x·W, u = γ·(v − μ)/√(σ² + ε) + β, a = silu(u), z = depthwise(a, D), with μ and σ² those of v.
 * Inputs: x {@code [batch, height, width, in]}, D {@code [kernelHeight, kernelWidth, 1, wide]}, W {@code [in, wide]},
 * γ and β {@code [wide]}; or x and D alone, where nothing is widened and a = x. Outputs: z {@code [batch, outHeight,
 * outWidth, wide]}; then, detached, mean and variance of z, and where pixels are widened mean and variance of v,
 * {@code [wide]} each, and mean {@code [in]} and covariance {@code [in, in]} of x.
 *
 * <p>Why fused: v and a are the widest pictures of the network. Only x is kept; a kernel computes them again, strip by
 * strip, and they never reach memory. Statistics of v follow from those of x, and so does what normalising takes from
 * the gradients.
 *
 * @param window    stride and padding of the depthwise convolution; its groups are the wide channels
 * @param epsilon   ε, added to the variance of v
 * @param precision of the products; under bfloat16 z is stored in bfloat16
 */
public record ExpandedDepthwise(Window window, double epsilon, Precision precision) implements Fused {
    private static final int EXPANDING = 5;

    /** Without widening: z, its mean and variance; under the current precision policy. */
    public static List<Tensor> of(Tensor x, Tensor depthwise, Window window) {
        return Apply.all(new ExpandedDepthwise(window, 0, Precision.current()), List.of(x, depthwise));
    }

    /** With widening: z and all statistics; under the current precision policy. */
    public static List<Tensor> of(Tensor x, Tensor depthwise, Window window, Tensor widening, Tensor weight,
            Tensor bias, double epsilon) {
        return Apply.all(new ExpandedDepthwise(window, epsilon, Precision.current()),
                List.of(x, depthwise, widening, weight, bias));
    }

    @Override
    public String name() {
        return "expanded_depthwise";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        boolean expands = inputs.size() == EXPANDING;
        Spec x = inputs.get(0);
        Spec depthwise = inputs.get(1);
        Check check = Check.of(this, inputs, expands ? EXPANDING : 2).floating(0).sameType(0, 1).rank(0, 4).rank(1, 4);
        long wide = depthwise.shape().size(3);
        if (expands) {
            check.sameType(0, 2).shape(2, Shape.of(x.shape().size(3), wide)).sameType(0, 3).shape(3, Shape.of(wide))
                    .sameType(0, 4).shape(4, Shape.of(wide));
        } else {
            check.size(0, 3, wide, "channels of the depthwise weight");
        }
        check.that(window.groups() == wide, "the window has " + window.groups() + " groups, the weight " + wide);
        Spec convolved = new Conv2d(window).outputs(List.of(new Spec(x.type(), x.shape().with(3, wide)), depthwise))
                .getFirst();
        check.that(convolved.shape().elements() > 0, "an empty batch has no statistics");
        List<Spec> outputs = new ArrayList<>();
        outputs.add(new Spec(stored(x.type()), convolved.shape()));
        Spec statistic = new Spec(x.type(), Shape.of(wide));
        outputs.addAll(List.of(statistic, statistic));
        if (expands) {
            long in = x.shape().size(3);
            outputs.addAll(List.of(statistic, statistic, new Spec(x.type(), Shape.of(in)),
                    new Spec(x.type(), Shape.of(in, in))));
        }
        return outputs;
    }

    /** The element type of z. */
    private DType stored(DType type) {
        return precision == Precision.BFLOAT16 && type == DType.FLOAT32 ? DType.BFLOAT16 : type;
    }

    private static int statistics(int inputs) {
        return inputs == EXPANDING ? 6 : 2;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = HalfType.widened(inputs.get(0));
        Tensor depthwise = HalfType.widened(inputs.get(1));
        List<Tensor> statistics = new ArrayList<>();
        Tensor activated = x;
        if (inputs.size() == EXPANDING) {
            Tensor pixels = x.reshape(x.shape().without(-1).elements(), x.size(3));
            Tensor wide = precision.run(() -> pixels.matmul(HalfType.widened(inputs.get(2))));
            List<Tensor> normal = BatchNorm.train(wide, HalfType.widened(inputs.get(3)),
                    HalfType.widened(inputs.get(4)), epsilon);
            activated = normal.getFirst().silu().reshape(x.shape().with(3, wide.size(1)));
            statistics.addAll(normal.subList(1, 3));
            Tensor mean = pixels.detach().mean(0);
            Tensor deviations = pixels.detach().sub(mean);
            statistics.add(mean);
            statistics.add(deviations.transpose(0, 1).matmul(deviations).div(pixels.size(0)));
        }
        Tensor picture = activated;
        Tensor z = precision.run(() -> Conv2d.of(picture, depthwise, window)).to(stored(x.type()));
        // Statistics carry no gradient: recorded, they would keep maps that no backward pass lets go.
        Tensor rows = z.detach().to(x.type()).reshape(z.shape().without(-1).elements(), z.size(3));
        Tensor mean = rows.mean(0);
        statistics.addFirst(rows.sub(mean).square().mean(0));
        statistics.addFirst(mean);
        DType type = inputs.getFirst().type();
        statistics.replaceAll(s -> s.to(type));
        statistics.addFirst(z.to(stored(type)));
        return statistics;
    }

    @Override
    public int differentiableOutputs() {
        return 1;
    }

    @Override
    public Keep keep() {
        return Keep.EVERY_INPUT.andOutputs(1, 2, 3, 4, 5, 6);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return FusedGradient.of(this, saved, statistics(saved.inputs()), cotangents);
    }

    static List<Sample> samples() {
        Window same3 = Window.PLAIN.padding(1).groups(35);
        Window same5 = Window.PLAIN.stride(2).padding(1, 1, 2, 2).groups(48);
        return List.of(
                Sample.many("expanded_depthwise 3x3", in -> of(in.get(0), in.get(1), same3, in.get(2), in.get(3),
                        in.get(4), 1e-3), Sample.real(-1, 1, 2, 7, 5, 7), Sample.real(-0.3, 0.3, 3, 3, 1, 35),
                        Sample.real(-1, 1, 7, 35), Sample.real(0.5, 1.5, 35), Sample.real(-1, 1, 35)),
                Sample.many("expanded_depthwise 5x5 stride 2", in -> of(in.get(0), in.get(1), same5, in.get(2),
                        in.get(3), in.get(4), 1e-3), Sample.real(-1, 2, 1, 14, 13, 8),
                        Sample.real(-0.2, 0.2, 5, 5, 1, 48), Sample.real(-1, 1, 8, 48), Sample.real(0.5, 1.5, 48),
                        Sample.real(-1, 1, 48)),
                Sample.many("expanded_depthwise without widening", in -> of(in.get(0), in.get(1), same3),
                        Sample.real(-1, 1, 2, 9, 6, 35), Sample.real(-1, 1, 3, 3, 1, 35)));
    }
}
