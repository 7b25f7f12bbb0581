package dev.nacre.nn;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;

/** y = x·W + b: {@code [..., in] → [..., out]}. The weight is held {@code [in, out]}; files hold {@code [out, in]}. */
public final class Linear extends Layer {
    private final Parameter weight;
    private final Parameter bias;

    /** With a bias, initialised as PyTorch does. */
    public Linear(long in, long out) {
        this(in, out, Initialiser.uniformByFanIn(in), Initialiser.uniformByFanIn(in));
    }

    /** With a bias, each initialised as given. */
    public Linear(long in, long out, Initialiser weights, Initialiser biases) {
        this(in, out, weights, biases, Parameter.Use.TRAINED);
    }

    /** With a bias; {@code use} says whether training reaches it. */
    public Linear(long in, long out, Initialiser weights, Initialiser biases, Parameter.Use use) {
        weight = parameter("weight", Shape.of(in, out), FileLayout.LINEAR, weights, use);
        bias = parameter("bias", Shape.of(out), FileLayout.SAME, biases, use);
    }

    @Override
    public Linear init(Key key) {
        super.init(key);
        return this;
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        return x.matmul(weight.value()).add(bias.value());
    }
}
