package dev.nacre.core;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adds up the gradients of several backward passes: of the micro-batches of a step, or of several losses. A leaf that
 * some of the passes did not reach counts as zero there. The order of the additions is the order of the calls.
 *
 * <p>The sum belongs to no scope: each micro-batch may have a scope of its own around it.
 * <pre>{@code
 * try (GradientSum sum = new GradientSum()) {
 *     for (Tensor part : parts) {
 *         Scope.run("micro-batch", () -> sum.add(loss(part).backward().scaled(1.0 / parts.size())));
 *     }
 *     try (Gradients gradients = sum.total()) {
 *         optimiser.step(gradients, rate);
 *     }
 * }
 * }</pre>
 */
public final class GradientSum implements AutoCloseable {
    private Map<Tensor, Tensor> sums = new LinkedHashMap<>();

    /** Of nothing yet. */
    public GradientSum() {
    }

    /** Adds these; they become the sum's own, and the caller does not use them again. Returns this. */
    public GradientSum add(Gradients gradients) {
        gradients.byLeaf().forEach((leaf, gradient) -> sums.merge(leaf, gradient.hold(), GradientSum::plus));
        gradients.close();
        return this;
    }

    /** Of two held tensors, held as well. */
    private static Tensor plus(Tensor sum, Tensor gradient) {
        Tensor[] both = new Tensor[1];
        Scope.run("sum of gradients", () ->
                both[0] = Autograd.withoutGradients(() -> sum.add(gradient)).hold());
        sum.close();
        gradient.close();
        return both[0];
    }

    /** Hands the sum over to the caller, who closes it; this one is empty again. */
    public Gradients total() {
        Gradients total = new Gradients(sums);
        sums = new LinkedHashMap<>();
        return total;
    }

    /** Gives back what was added and not handed over. */
    @Override
    public void close() {
        total().close();
    }
}
