package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * One operation: its name, its shape rule and its derivative. Values, not singletons: the arguments that are no tensors
 * (a stride, an axis) are fields. There is no operation without a derivative: what has none returns integers, or says
 * that its outputs are detached.
 */
public sealed interface Operation permits Primitive, View, Fused, Extension {
    /** The name that errors and profiles use, in snake_case: {@code conv2d}. */
    String name();

    /**
     * The shape rule: types and shapes of the outputs. All checks happen here, before anything is computed.
     *
     * @throws dev.nacre.core.ShapeException for inputs that do not fit; {@link Check} words it
     */
    List<Spec> outputs(List<Spec> inputs);

    /** What {@link #backward} wants to see again. Ask for little: it stays in memory until the backward pass. */
    Keep keep();

    /**
     * The derivative, in terms of tensors: for each input the cotangent Σ ∂output/∂input · cotangent, or null where the
     * input is an integer, is not needed ({@link Saved#needs}) or does not matter. Shapes equal the inputs' shapes.
     *
     * @param saved      the inputs and outputs that {@link #keep} asked for
     * @param cotangents one for each output; null where nothing depends on that output, or it is detached
     */
    List<Tensor> backward(Saved saved, List<Tensor> cotangents);

    /** How many of the outputs, from the first, carry gradients; the others are detached. All by default. */
    default int differentiableOutputs() {
        return Integer.MAX_VALUE;
    }

    /** Whether memory traffic or arithmetic bounds it: recomputation repeats what is cheap. */
    default Cost cost() {
        return Cost.MEMORY_BOUND;
    }

    /** What bounds the time of an operation. */
    enum Cost {
        /** Reads and writes dominate: worth computing again instead of storing. */
        MEMORY_BOUND,
        /** Arithmetic dominates: worth storing. */
        COMPUTE_BOUND
    }
}
