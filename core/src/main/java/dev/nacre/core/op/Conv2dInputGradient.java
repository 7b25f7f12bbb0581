package dev.nacre.core.op;

import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The derivative of {@link Conv2d} with respect to the picture, which is also the transposed convolution: inputs
 * y {@code [batch, outHeight, outWidth, out]} and w {@code [kernelHeight, kernelWidth, in / groups, out]}, output
 * {@code [batch, height, width, in]}; x[b, i·stride + u·dilation − top, …, c] += y[b, i, j, o] · w[u, v, c, o].
 *
 * @param window    of the convolution
 * @param height    of the picture
 * @param width     of the picture
 * @param precision as of {@link Conv2d}
 */
public record Conv2dInputGradient(Window window, long height, long width, Precision precision) implements Primitive {
    /** Operands are taken as they are in groups. */
    public Conv2dInputGradient {
        precision = Conv2d.precision(window, precision);
    }

    /** Operands as they are. */
    public Conv2dInputGradient(Window window, long height, long width) {
        this(window, height, width, Precision.FLOAT32);
    }

    @Override
    public String name() {
        return "conv2d_input_gradient";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Shape y = inputs.get(0).shape();
        Shape w = inputs.get(1).shape();
        Check.of(this, inputs, 2).floating(0).sameType(0, 1).rank(0, 4).rank(1, 4)
                .size(0, 3, w.size(3), "output channels")
                .size(0, 1, window.outputHeight(height, w.size(0)), "output height")
                .size(0, 2, window.outputWidth(width, w.size(1)), "output width")
                .that(w.size(3) % window.groups() == 0, w.size(3) + " output channels do not divide into "
                        + window.groups() + " groups");
        return List.of(new Spec(inputs.getFirst().type(),
                Shape.of(y.size(0), height, width, w.size(2) * window.groups())));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain y = inputs.get(0);
        Plain w = inputs.get(1);
        Plain x = outputs.getFirst();
        new ConvolutionLoops(window, x.shape(), w.shape(), y.shape())
                .forEachProduct((xi, wi, yi) -> x.add(xi, MixedPrecision.factor(precision, y, yi)
                        * MixedPrecision.factor(precision, w, wi)));
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor cotangent = cotangents.getFirst();
        return Arrays.asList(
                saved.needs(0) ? Apply.one(new Conv2d(window, precision), cotangent, saved.input(1)) : null,
                saved.needs(1) ? Apply.one(new Conv2dWeightGradient(window, saved.inputSpec(1).shape(), precision),
                        cotangent, saved.input(0)) : null);
    }

    static List<Sample> samples() {
        Window stride2 = Window.PLAIN.stride(2).padding(1);
        return List.of(
                Sample.of("conv2d_input_gradient 3x3", in -> Apply.one(
                        new Conv2dInputGradient(Window.PLAIN.padding(1), 9, 7), in.get(0), in.get(1)),
                        Sample.real(-1, 1, 2, 9, 7, 35), Sample.real(-1, 1, 3, 3, 5, 35)),
                Sample.of("conv2d_input_gradient stride 2", in -> Apply.one(new Conv2dInputGradient(stride2, 10, 8),
                        in.get(0), in.get(1)), Sample.real(-1, 1, 1, 5, 4, 6), Sample.real(-1, 1, 3, 3, 7, 6)));
    }
}
