package dev.nacre.nn;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;

/** Layer normalisation over the last dimension, {@code [..., width]} (Ba et al. 2016). */
public final class LayerNorm extends Layer {
    private final double epsilon;
    private final Parameter weight;
    private final Parameter bias;

    private LayerNorm(long width, double epsilon, boolean biased, Parameter.Use use) {
        this.epsilon = epsilon;
        weight = parameter("weight", Shape.of(width), FileLayout.SAME, Initialiser.ONES, use);
        bias = biased ? parameter("bias", Shape.of(width), FileLayout.SAME, Initialiser.ZEROS, use) : null;
    }

    /** Weights start at one, biases at zero; {@code epsilon} is added to the variance. */
    public LayerNorm(long width, double epsilon) {
        this(width, epsilon, true, Parameter.Use.TRAINED);
    }

    /** Weights alone, which start at one; {@code use} says whether training reaches the layer. */
    public static LayerNorm withoutBias(long width, double epsilon, Parameter.Use use) {
        return new LayerNorm(width, epsilon, false, use);
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        return dev.nacre.core.op.LayerNorm.of(x, weight.value(), bias == null ? null : bias.value(), epsilon);
    }
}
