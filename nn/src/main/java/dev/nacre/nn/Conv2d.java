package dev.nacre.nn;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.op.Window;
import java.util.function.Function;

/**
 * A convolution of pictures {@code [batch, height, width, channel]}; padding may differ by side. The weight is held
 * {@code [kernel, kernel, in / groups, out]}; files hold {@code [out, in / groups, kernel, kernel]}.
 */
public final class Conv2d extends Layer {
    private final Function<Shape, Window> window;
    private final Parameter weight;
    private final Parameter bias;

    private Conv2d(long in, long out, int kernel, int groups, Function<Shape, Window> window, Initialiser weights,
            Initialiser biasesOrNull) {
        this.window = window;
        weight = parameter("weight", Shape.of(kernel, kernel, in / groups, out), FileLayout.CONVOLUTION, weights);
        bias = biasesOrNull == null ? null
                : parameter("bias", Shape.of(out), FileLayout.SAME, biasesOrNull);
    }

    /** With a bias, both initialised as PyTorch does. */
    public Conv2d(long in, long out, int kernel, Window window) {
        this(in, out, kernel, window.groups(), pictures -> window,
                Initialiser.uniformByFanIn(fanIn(in, kernel, window)),
                Initialiser.uniformByFanIn(fanIn(in, kernel, window)));
    }

    /** With a bias that starts at zero. */
    public static Conv2d withBias(long in, long out, int kernel, Window window, Initialiser weights) {
        return withBias(in, out, kernel, window, weights, Initialiser.ZEROS);
    }

    /** With a bias that starts as it is said. */
    public static Conv2d withBias(long in, long out, int kernel, Window window, Initialiser weights,
            Initialiser biases) {
        return new Conv2d(in, out, kernel, window.groups(), pictures -> window, weights, biases);
    }

    /** Without a bias, as before a normalisation. */
    public static Conv2d withoutBias(long in, long out, int kernel, Window window, Initialiser weights) {
        return new Conv2d(in, out, kernel, window.groups(), pictures -> window, weights, null);
    }

    /** Without a bias, padded anew for each size of picture, as {@link Window#same} says. */
    public static Conv2d same(long in, long out, int kernel, int stride, int groups, Initialiser weights) {
        return new Conv2d(in, out, kernel, groups,
                pictures -> Window.same(pictures.size(1), pictures.size(2), kernel, stride).groups(groups), weights,
                null);
    }

    private static long fanIn(long in, int kernel, Window window) {
        return in / window.groups() * kernel * kernel;
    }

    @Override
    public Conv2d init(Key key) {
        super.init(key);
        return this;
    }

    /** The weight, {@code [kernel, kernel, in / groups, out]}: for blocks that convolve inside a fused operation. */
    public Tensor weight() {
        return weight.value();
    }

    /** The bias, {@code [out]}. @throws IllegalStateException where there is none */
    public Tensor bias() {
        if (bias == null) {
            throw new IllegalStateException("this convolution has no bias");
        }
        return bias.value();
    }

    /** How the kernel moves over pictures of this shape. */
    public Window window(Shape pictures) {
        return window.apply(pictures);
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        if (x.rank() != 4) {
            throw new ShapeException("conv2d(" + x.spec() + "): takes pictures [batch, height, width, channel]");
        }
        Tensor y = dev.nacre.core.op.Conv2d.of(x, weight.value(), window.apply(x.shape()));
        return bias == null ? y : y.add(bias.value());
    }
}
