package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;

/** Numbers that a loss knows beforehand, in the element type of what they meet. */
final class Constant {
    /** Added to a logit that is to take no part in a softmax. */
    static final double EXCLUDED = -1e9;

    private Constant() {
    }

    static Tensor like(Tensor other, float[] values, long... sizes) {
        Tensor constant = Tensor.of(values, sizes);
        return other.type() == DType.FLOAT32 ? constant : constant.to(other.type());
    }

    static Tensor like(Tensor other, double[] values, long... sizes) {
        Tensor constant = Tensor.of(values, sizes);
        return other.type() == DType.FLOAT64 ? constant : constant.to(other.type());
    }
}
