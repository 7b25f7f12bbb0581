package dev.nacre.nn;

import dev.nacre.core.Tensor;
import java.util.function.UnaryOperator;

/**
 * A row of computations in which each result goes back as soon as the next one is there, unless the backward pass needs
 * it: what a deep network needs at once is then two layers' results, not all of them.
 */
public final class Chain {
    private final Tensor start;
    private Tensor current;

    private Chain(Tensor start) {
        this.start = start;
        this.current = start;
    }

    /** Begins with a tensor that stays the caller's. */
    public static Chain from(Tensor start) {
        return new Chain(start);
    }

    /** Takes one step. */
    public Chain then(UnaryOperator<Tensor> step) {
        Tensor next = step.apply(current);
        if (current != start && current != next) {
            current.close();
        }
        current = next;
        return this;
    }

    /** Takes one step through a layer. */
    public Chain then(Layer layer, Pass pass) {
        return then(x -> layer.forward(x, pass));
    }

    /** The last result. */
    public Tensor end() {
        return current;
    }
}
