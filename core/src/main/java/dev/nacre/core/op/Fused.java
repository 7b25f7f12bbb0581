package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Several operations in one, for speed. It carries its decomposition: a backend that has no kernel for it computes
 * that instead, and the tests compare the two. Fusion never widens what a backend must have.
 */
public non-sealed interface Fused extends Operation {
    /** The same outputs by way of other operations. Not recorded: {@link #backward} is the derivative either way. */
    List<Tensor> decompose(List<Tensor> inputs);
}
