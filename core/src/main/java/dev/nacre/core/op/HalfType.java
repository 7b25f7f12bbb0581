package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;

/** Two-byte floating types as decompositions see them: between their steps nothing is rounded to two bytes. */
final class HalfType {
    private HalfType() {
    }

    /** In float32 if {@code x} has two bytes, {@code x} itself otherwise. */
    static Tensor widened(Tensor x) {
        return x.type() == DType.BFLOAT16 || x.type() == DType.FLOAT16 ? x.to(DType.FLOAT32) : x;
    }
}
