package dev.nacre.nn.train;

import dev.nacre.core.Tensor;
import dev.nacre.nn.Pass;
import java.util.List;
import java.util.function.Function;

/**
 * An objective that sees tensors alone, so that {@link Trainer#repeating} can have a device repeat it: a loss whose
 * operations depend on the shapes of its inputs, not on their values, nor on anything else that changes between steps.
 *
 * @param inputs what a batch becomes, on the current device
 * @param loss   of such tensors
 * @param <B>    what a batch is
 */
public record TensorLoss<B>(Function<B, List<Tensor>> inputs, OfTensors loss) implements Objective<B> {
    /** A scalar of tensors. */
    @FunctionalInterface
    public interface OfTensors {
        /** The loss of the inputs; what it draws comes from the pass. */
        Tensor of(List<Tensor> inputs, Pass pass);
    }

    @Override
    public Value at(B batch, Pass pass) {
        return of(inputs.apply(batch), pass);
    }

    /** The same of what a batch has become. */
    Value of(List<Tensor> tensors, Pass pass) {
        Tensor value = loss.of(tensors, pass);
        return new Value(value.item(), value.backward());
    }
}
