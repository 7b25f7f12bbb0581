package dev.nacre.core.op;

import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The derivative of {@link Conv2d} with respect to the weight: inputs x {@code [batch, height, width, in]} and the
 * cotangent y {@code [batch, outHeight, outWidth, out]}; w[u, v, c, o] = Σ x[b, i·stride + u·dilation − top, …, c] ·
 * y[b, i, j, o].
 *
 * @param window    of the convolution
 * @param shape     of the weight, {@code [kernelHeight, kernelWidth, in / groups, out]}
 * @param precision as of {@link Conv2d}
 */
public record Conv2dWeightGradient(Window window, Shape shape, Precision precision) implements Primitive {
    /** Operands are taken as they are in groups. */
    public Conv2dWeightGradient {
        precision = Conv2d.precision(window, precision);
    }

    /** Operands as they are. */
    public Conv2dWeightGradient(Window window, Shape shape) {
        this(window, shape, Precision.FLOAT32);
    }

    @Override
    public String name() {
        return "conv2d_weight_gradient";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        Check.of(this, inputs, 2).floating(0).sameType(0, 1).rank(0, 4).rank(1, 4)
                .size(1, 0, x.size(0), "batch")
                .size(1, 3, shape.size(3), "output channels")
                .size(0, 3, shape.size(2) * window.groups(), "input channels")
                .size(1, 1, window.outputHeight(x.size(1), shape.size(0)), "output height")
                .size(1, 2, window.outputWidth(x.size(2), shape.size(1)), "output width");
        return List.of(new Spec(inputs.getFirst().type(), shape));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.get(0);
        Plain y = inputs.get(1);
        Plain w = outputs.getFirst();
        new ConvolutionLoops(window, x.shape(), w.shape(), y.shape())
                .forEachProduct((xi, wi, yi) -> w.add(wi, MixedPrecision.factor(precision, x, xi)
                        * MixedPrecision.factor(precision, y, yi)));
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor cotangent = cotangents.getFirst();
        Shape x = saved.inputSpec(0).shape();
        return Arrays.asList(
                saved.needs(0) ? Apply.one(new Conv2dInputGradient(window, x.size(1), x.size(2), precision),
                        saved.input(1), cotangent) : null,
                saved.needs(1) ? Apply.one(new Conv2d(window, precision), saved.input(0), cotangent) : null);
    }

    static List<Sample> samples() {
        return List.of(Sample.of("conv2d_weight_gradient 3x3", in -> Apply.one(
                new Conv2dWeightGradient(Window.PLAIN.padding(1), Shape.of(3, 3, 5, 35)), in.get(0), in.get(1)),
                Sample.real(-1, 1, 2, 9, 7, 5), Sample.real(-1, 1, 2, 9, 7, 35)));
    }
}
