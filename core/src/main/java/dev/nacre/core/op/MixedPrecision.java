package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Tensor;

/**
 * Products under the precision policy: float32 operands are rounded to bfloat16 for the product; it is summed, and its
 * result stays, in float32. Operands of other types are taken as they are.
 */
final class MixedPrecision {
    private MixedPrecision() {
    }

    /** In which precision a product of these takes its operands here. */
    static Precision of(Tensor a, Tensor b) {
        return a.type() == DType.FLOAT32 && b.type() == DType.FLOAT32 ? Precision.current() : Precision.FLOAT32;
    }

    /** An element as a product takes it. */
    static double factor(Precision precision, Plain operand, long index) {
        double value = operand.at(index);
        return precision == Precision.BFLOAT16 && operand.type() == DType.FLOAT32
                ? Float.intBitsToFloat(DType.toBfloat16((float) value) << Short.SIZE) : value;
    }
}
