package dev.nacre.nn.train;

import dev.nacre.core.Gradients;
import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;

/**
 * What is being minimised, with its gradients: usually {@link #of} a {@link Loss}, or something that finds the same
 * gradients in another way, such as in pieces.
 *
 * @param <B> what a batch is
 */
@FunctionalInterface
public interface Objective<B> {
    /** Loss and gradients of a batch; the gradients belong to the caller. */
    Value at(B batch, Pass pass);

    /**
     * What one batch gives.
     *
     * @param loss      a number that may be not finite
     * @param gradients of all parameters that the loss depends on
     */
    record Value(double loss, Gradients gradients) { }

    /** One forward and one backward pass through a recorded loss. */
    static <B> Objective<B> of(Loss<B> loss) {
        return (batch, pass) -> {
            Tensor value = loss.of(batch, pass);
            return new Value(value.item(), value.backward());
        };
    }
}
