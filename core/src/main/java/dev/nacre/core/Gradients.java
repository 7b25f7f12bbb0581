package dev.nacre.core;

import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The gradients that one backward pass found, by the leaf tensor they belong to. A value: nothing accumulates in it.
 */
public final class Gradients implements AutoCloseable {
    private final Map<Tensor, Tensor> byLeaf;

    Gradients(Map<Tensor, Tensor> byLeaf) {
        this.byLeaf = byLeaf;
    }

    /**
     * The gradient of a leaf made by {@link Tensor#requireGrad()}; same shape, detached.
     *
     * @throws IllegalArgumentException if the loss does not depend on it
     */
    public Tensor of(Tensor leaf) {
        Tensor gradient = byLeaf.get(leaf);
        if (gradient == null) {
            throw new IllegalArgumentException(leaf.requiresGrad() && leaf.isLeaf()
                    ? "the loss does not depend on " + leaf + ", so it has no gradient"
                    : leaf + " is no leaf with a gradient: make it one with requireGrad() before using it");
        }
        return gradient;
    }

    /**
     * As {@link #of}, and hands the gradient over to the caller: it is none of these any more.
     *
     * @throws IllegalArgumentException if the loss does not depend on the leaf
     */
    public Tensor take(Tensor leaf) {
        Tensor gradient = of(leaf);
        byLeaf.remove(leaf);
        return gradient;
    }

    /** Whether the loss depends on this leaf. */
    public boolean has(Tensor leaf) {
        return byLeaf.containsKey(leaf);
    }

    /** Number of leaves that got a gradient. */
    public int size() {
        return byLeaf.size();
    }

    /** Each gradient replaced by {@code change} of it, for clipping or scaling; the old ones are closed. */
    public Gradients map(UnaryOperator<Tensor> change) {
        byLeaf.replaceAll((leaf, gradient) -> {
            Tensor changed = change.apply(gradient);
            if (changed != gradient) {
                gradient.close();
            }
            return changed;
        });
        return this;
    }

    /** Each gradient multiplied by {@code factor}, such as 1/n for the mean over n micro-batches. */
    public Gradients scaled(double factor) {
        return factor == 1 ? this : map(gradient -> gradient.mul(factor));
    }

    /** All gradients, in the order in which the backward pass finished them. */
    public Iterable<Tensor> all() {
        return byLeaf.values();
    }

    Map<Tensor, Tensor> byLeaf() {
        return byLeaf;
    }

    /** Gives the gradients' memory back. */
    @Override
    public void close() {
        byLeaf.values().forEach(Tensor::close);
    }
}
