package dev.nacre.mammo.clip;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;

/** The linear layer, {@code [batch, in] → [batch, out]}, that takes an encoder's vectors to the common space. */
final class Projection extends Layer {
    private final Linear projection;

    Projection(int in, int out) {
        projection = child("projection", new Linear(in, out));
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        return projection.forward(x, pass);
    }
}
