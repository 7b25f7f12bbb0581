package dev.nacre.core.op;

import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution (cross-correlation) of pictures {@code [batch, height, width, in]} with weights {@code [kernelHeight,
 * kernelWidth, in / groups, out]}:
 * y[b, i, j, o] = Σ x[b, i·stride + u·dilation − top, j·stride + v·dilation − left, c] · w[u, v, c, o], zeros outside.
 * Derivatives: {@link Conv2dInputGradient} and {@link Conv2dWeightGradient}.
 *
 * @param precision of float32 operands: they are rounded to bfloat16, or taken as they are; sums stay in float32. In
 *                  groups, which are bound by memory and not by products, they are taken as they are
 */
public record Conv2d(Window window, Precision precision) implements Primitive {
    /** Operands are taken as they are in groups. */
    public Conv2d {
        precision = precision(window, precision);
    }

    /** Operands as they are. */
    public Conv2d(Window window) {
        this(window, Precision.FLOAT32);
    }

    /** Without bias. */
    public static Tensor of(Tensor x, Tensor weight, Window window) {
        return Apply.one(new Conv2d(window, MixedPrecision.of(x, weight)), x, weight);
    }

    static Precision precision(Window window, Precision precision) {
        return window.groups() == 1 ? precision : Precision.FLOAT32;
    }

    @Override
    public String name() {
        return "conv2d";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        Shape w = inputs.get(1).shape();
        Check check = Check.of(this, inputs, 2).floating(0).sameType(0, 1).rank(0, 4).rank(1, 4);
        int groups = window.groups();
        check.that(x.size(3) == w.size(2) * groups, "the weight takes " + w.size(2) * groups + " channels ("
                + w.size(2) + " × " + groups + " groups), the picture has " + x.size(3));
        check.that(w.size(3) % groups == 0, w.size(3) + " output channels do not divide into " + groups + " groups");
        long height = window.outputHeight(x.size(1), w.size(0));
        long width = window.outputWidth(x.size(2), w.size(1));
        check.that(height > 0 && width > 0, "the kernel " + w.size(0) + "×" + w.size(1)
                + " does not fit into the padded picture");
        return List.of(new Spec(inputs.getFirst().type(), Shape.of(x.size(0), height, width, w.size(3))));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.get(0);
        Plain w = inputs.get(1);
        Plain y = outputs.getFirst();
        new ConvolutionLoops(window, x.shape(), w.shape(), y.shape())
                .forEachProduct((xi, wi, yi) -> y.add(yi, MixedPrecision.factor(precision, x, xi)
                        * MixedPrecision.factor(precision, w, wi)));
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
                saved.needs(0) ? Apply.one(new Conv2dInputGradient(window, x.size(1), x.size(2), precision), cotangent,
                        saved.input(1)) : null,
                saved.needs(1) ? Apply.one(new Conv2dWeightGradient(window, saved.inputSpec(1).shape(), precision),
                        saved.input(0), cotangent) : null);
    }

    static List<Sample> samples() {
        Window same3 = Window.PLAIN.padding(1);
        Window same5 = Window.PLAIN.padding(2);
        return List.of(
                sample("1x1", Window.PLAIN, new long[] {2, 5, 7, 19}, 1, 1, 33),
                sample("3x3", same3, new long[] {2, 9, 7, 5}, 3, 3, 35),
                sample("3x3 stem", Window.PLAIN.stride(2).padding(0, 0, 1, 1), new long[] {2, 14, 11, 3}, 3, 3, 32),
                sample("5x5 stride 2", Window.PLAIN.stride(2).padding(1, 1, 2, 2), new long[] {1, 13, 12, 6}, 5, 5, 7),
                sample("1x1 stride 2", Window.PLAIN.stride(2), new long[] {1, 9, 8, 6}, 1, 1, 17),
                sample("3x3 of nothing", same3, new long[] {0, 6, 5, 4}, 3, 3, 8),
                sample("depthwise of nothing", same3.groups(16), new long[] {0, 6, 5, 16}, 3, 3, 16),
                sample("dilated", Window.PLAIN.dilation(2).padding(2), new long[] {1, 9, 8, 4}, 3, 3, 6),
                sample("grouped", same3.groups(2), new long[] {1, 6, 8, 8}, 3, 3, 6),
                sample("depthwise 3x3", same3.groups(35), new long[] {2, 9, 8, 35}, 3, 3, 35),
                sample("depthwise 3x3 stride 2", Window.PLAIN.stride(2).padding(0, 0, 1, 1).groups(19),
                        new long[] {2, 9, 8, 19}, 3, 3, 19),
                sample("depthwise 5x5", same5.groups(48), new long[] {1, 9, 11, 48}, 5, 5, 48),
                sample("depthwise 5x5 stride 2", Window.PLAIN.stride(2).padding(1, 1, 2, 2).groups(33),
                        new long[] {1, 10, 11, 33}, 5, 5, 33));
    }

    private static Sample sample(String name, Window window, long[] x, int kernelHeight, int kernelWidth, int out) {
        return Sample.of("conv2d " + name, in -> of(in.get(0), in.get(1), window), Sample.real(-1, 1, x),
                Sample.real(-1, 1, kernelHeight, kernelWidth, x[3] / window.groups(), out));
    }
}
