package dev.nacre.nn;

import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;

/**
 * y = x·W + b, or without b: {@code [..., in] → [..., out]}. The weight is held {@code [in, out]}; files hold
 * {@code [out, in]}.
 */
public final class Linear extends Layer {
    private final Parameter weight;
    private final Parameter bias;

    /** With a bias, both initialised as PyTorch does. */
    public Linear(long in, long out) {
        this(in, out, Initialiser.uniformByFanIn(in), Initialiser.uniformByFanIn(in), Parameter.Use.TRAINED);
    }

    /** With a bias that starts at zero. */
    public Linear(long in, long out, Initialiser weights) {
        this(in, out, weights, Initialiser.ZEROS, Parameter.Use.TRAINED);
    }

    /** With a bias; {@code use} says whether training reaches the layer. */
    public Linear(long in, long out, Initialiser weights, Initialiser biases, Parameter.Use use) {
        weight = parameter("weight", Shape.of(in, out), FileLayout.LINEAR, weights, use);
        bias = parameter("bias", Shape.of(out), FileLayout.SAME, biases, use);
    }

    private Linear(Shape shape, Initialiser weights) {
        weight = parameter("weight", shape, FileLayout.LINEAR, weights);
        bias = null;
    }

    /** y = x·W alone. */
    public static Linear withoutBias(long in, long out, Initialiser weights) {
        return new Linear(Shape.of(in, out), weights);
    }

    @Override
    public Linear init(Key key) {
        super.init(key);
        return this;
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        return dev.nacre.core.op.Linear.of(x, weight.value(), bias == null ? null : bias.value());
    }
}
