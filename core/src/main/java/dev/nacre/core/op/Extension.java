package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The open type for operations of a user's own, derivative included: implement it and call
 * {@link Apply#one(Operation, Tensor...)}. The forward pass is written with tensors, so that it runs on every device.
 */
public non-sealed interface Extension extends Operation {
    /** Computes the outputs. Not recorded: {@link #backward} is the derivative. */
    List<Tensor> forward(List<Tensor> inputs);
}
