package dev.nacre.nn;

import dev.nacre.core.Tensor;

/** A module that makes one tensor of one tensor. */
public abstract class Layer extends Module {
    /** For subclasses. */
    protected Layer() {
    }

    /** The output for {@code x}; what lies between goes back unless the backward pass needs it. */
    public final Tensor forward(Tensor x, Pass pass) {
        return run(pass, own -> compute(x, own));
    }

    /**
     * The computation itself.
     *
     * @param pass carries this layer's own randomness
     */
    protected abstract Tensor compute(Tensor x, Pass pass);
}
