package dev.nacre.nn.train;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;

/**
 * What is being minimised, as a recorded scalar.
 *
 * @param <B> what a batch is
 */
@FunctionalInterface
public interface Loss<B> {
    /** The loss of a batch. The tensors that it makes belong to the step's scope. */
    Tensor of(B batch, Pass pass);
}
