package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Precision;
import dev.nacre.core.backend.NativeStorage;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Conv2d;
import dev.nacre.core.op.Conv2dInputGradient;
import dev.nacre.core.op.Conv2dWeightGradient;
import dev.nacre.core.op.MatMul;
import dev.nacre.core.op.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Products of float32 operands that are rounded to bfloat16, where no kernel rounds as it reads. */
final class RoundedOperands {
    private RoundedOperands() {
    }

    /** Whether the primitive is such a product. */
    static boolean areMeant(Primitive primitive, List<Operand> inputs) {
        var precision = switch (primitive) {
            case MatMul product -> product.precision();
            case Conv2d conv -> conv.precision();
            case Conv2dInputGradient conv -> conv.precision();
            case Conv2dWeightGradient conv -> conv.precision();
            default -> Precision.FLOAT32;
        };
        return precision == Precision.BFLOAT16 && inputs.stream().allMatch(o -> o.type() == DType.FLOAT32);
    }

    /** Runs {@code kernel} on rounded copies; passes on whether it did the work. */
    static boolean run(Workers workers, List<Operand> inputs, Predicate<List<Operand>> kernel) {
        var lent = new ArrayList<NativeStorage>();
        try {
            var rounded = new ArrayList<Operand>();
            for (var input : inputs) {
                var half = converted(workers, input, DType.BFLOAT16, lent);
                rounded.add(converted(workers, half, DType.FLOAT32, lent));
            }
            return kernel.test(rounded);
        } finally {
            lent.forEach(NativeStorage::release);
        }
    }

    private static Operand converted(Workers workers, Operand operand, DType type, List<NativeStorage> lent) {
        var storage = NativeStorage.allocate(type, operand.shape().elements());
        lent.add(storage);
        try (var source = Dense.of(workers, operand)) {
            SelectKernels.convert(workers, operand.type(), source, type, storage.segment(),
                    operand.shape().elements());
        }
        return new Operand(storage, Layout.contiguous(operand.shape()));
    }
}
