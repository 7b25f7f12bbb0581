package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The wide half of an inverted bottleneck in evaluation, its normalisations folded into weights and biases:
 * a = silu(x·W + w), y = silu(depthwise(a, D) + d), s = mean of y over all pixels. Inputs: x {@code [batch, height,
 * width, in]}, D {@code [kernelHeight, kernelWidth, 1, wide]}, d {@code [wide]}, W {@code [in, wide]}, w {@code
 * [wide]}; or x, D and d alone, where nothing is widened and a = x. Outputs: y {@code [batch, outHeight, outWidth,
 * wide]}, and s {@code [batch, wide]}.
 *
 * @param window    stride and padding of the depthwise convolution; its groups are the wide channels
 * @param precision of the products; under bfloat16 y is stored in bfloat16
 */
public record ActivatedDepthwise(Window window, Precision precision) implements Fused {
    private static final int EXPANDING = 5;

    /** y and s, under the current precision policy; three inputs, or five. */
    public static List<Tensor> of(Window window, List<Tensor> inputs) {
        return Apply.all(new ActivatedDepthwise(window, Precision.current()), inputs);
    }

    @Override
    public String name() {
        return "activated_depthwise";
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
        Check check = Check.of(this, inputs, expands ? EXPANDING : 3).floating(0).sameType(0, 1).sameType(0, 2)
                .rank(0, 4).rank(1, 4);
        long wide = depthwise.shape().size(3);
        check.shape(2, Shape.of(wide));
        if (expands) {
            check.sameType(0, 3).shape(3, Shape.of(x.shape().size(3), wide)).sameType(0, 4).shape(4, Shape.of(wide));
        } else {
            check.size(0, 3, wide, "channels of the depthwise weight");
        }
        check.that(window.groups() == wide, "the window has " + window.groups() + " groups, the weight " + wide);
        Shape shape = new Conv2d(window).outputs(List.of(new Spec(x.type(), x.shape().with(3, wide)), depthwise))
                .getFirst().shape();
        check.that(shape.elements() > 0, "an empty picture has no mean");
        return List.of(new Spec(stored(x.type()), shape), new Spec(x.type(), Shape.of(shape.size(0), wide)));
    }

    /** The element type of y. */
    private DType stored(DType type) {
        return precision == Precision.BFLOAT16 && type == DType.FLOAT32 ? DType.BFLOAT16 : type;
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> in = inputs.stream().map(HalfType::widened).toList();
        Tensor x = in.getFirst();
        Tensor activated = inputs.size() < EXPANDING ? x
                : precision.run(() -> x.reshape(-1, x.size(3)).matmul(in.get(3))).add(in.get(4)).silu()
                        .reshape(x.shape().with(3, in.get(3).size(1)));
        Tensor y = precision.run(() -> Conv2d.of(activated, in.get(1), window)).add(in.get(2)).silu();
        DType type = inputs.getFirst().type();
        return List.of(y.to(stored(type)), y.mean(1, 2).to(type));
    }

    @Override
    public Keep keep() {
        return Keep.EVERY_INPUT;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return FusedGradient.of(this, saved, 0, cotangents);
    }

    static List<Sample> samples() {
        Window same3 = Window.PLAIN.padding(1).groups(35);
        Window same5 = Window.PLAIN.stride(2).padding(1, 1, 2, 2).groups(48);
        return List.of(
                Sample.many("activated_depthwise 3x3", in -> of(same3, in), Sample.real(-1, 1, 2, 7, 5, 7),
                        Sample.real(-1, 1, 3, 3, 1, 35), Sample.real(-1, 1, 35), Sample.real(-1, 1, 7, 35),
                        Sample.real(-1, 1, 35)),
                Sample.many("activated_depthwise 5x5 stride 2", in -> of(same5, in), Sample.real(-1, 2, 1, 14, 13, 8),
                        Sample.real(-1, 1, 5, 5, 1, 48), Sample.real(-1, 1, 48), Sample.real(-1, 1, 8, 48),
                        Sample.real(-1, 1, 48)),
                Sample.many("activated_depthwise without widening", in -> of(same3, in),
                        Sample.real(-1, 1, 2, 7, 6, 35), Sample.real(-1, 1, 3, 3, 1, 35), Sample.real(-1, 1, 35)));
    }
}
