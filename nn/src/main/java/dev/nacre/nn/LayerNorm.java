package dev.nacre.nn;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;

/** Layer normalisation over the last dimension, {@code [..., width]} (Ba et al. 2016). */
public final class LayerNorm extends Layer {
    private final double epsilon;
    private final Parameter weight;
    private final Parameter bias;

    /** Weights start at one, biases at zero; {@code epsilon} is added to the variance. */
    public LayerNorm(long width, double epsilon) {
        this.epsilon = epsilon;
        weight = parameter("weight", Shape.of(width), FileLayout.SAME, Initialiser.ONES);
        bias = parameter("bias", Shape.of(width), FileLayout.SAME, Initialiser.ZEROS);
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        return dev.nacre.core.op.LayerNorm.of(x, weight.value(), bias.value(), epsilon);
    }
}
