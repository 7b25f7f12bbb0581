package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/** A primitive whose outputs carry no gradient: they are integers, random, or gradients themselves. */
public sealed interface Detached extends Primitive permits UnaryGradient, Comparison, Random, ArgSort,
        SoftmaxGradient, LogSoftmaxGradient, BatchNormGradient, LayerNormGradient, AttentionGradient {
    @Override
    default Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    default int differentiableOutputs() {
        return 0;
    }

    @Override
    default List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        throw new IllegalStateException(name() + " is detached: no cotangent can reach it");
    }
}
