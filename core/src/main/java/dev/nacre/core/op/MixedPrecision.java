package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Tensor;

/**
 * Products under the precision policy: float32 operands are rounded to bfloat16 for the product, the result widened.
 */
final class MixedPrecision {
    private MixedPrecision() {
    }

    static Tensor product(Operation operation, Tensor a, Tensor b) {
        boolean reduced = Precision.current() == Precision.BFLOAT16 && a.type() == DType.FLOAT32
                && b.type() == DType.FLOAT32;
        return reduced ? Apply.one(operation, a.to(DType.BFLOAT16), b.to(DType.BFLOAT16)).to(DType.FLOAT32)
                : Apply.one(operation, a, b);
    }
}
