package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.backend.NativeStorage;
import dev.nacre.core.backend.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Operands of bfloat16 and float16, widened to float32 for the time of a kernel: sums run in float32, and only results
 * are rounded.
 */
final class HalfPrecision {
    private HalfPrecision() {
    }

    /** Whether all floating operands have two bytes, and there is one. */
    static boolean isHalf(List<Operand> inputs, List<Operand> outputs) {
        boolean found = false;
        for (var output : outputs) {
            found |= isHalf(output);
        }
        return found && noneIsWider(outputs) && noneIsWider(inputs);
    }

    private static boolean noneIsWider(List<Operand> operands) {
        for (var operand : operands) {
            if (!isHalf(operand) && operand.type().isFloating()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHalf(Operand operand) {
        return operand.type() == DType.BFLOAT16 || operand.type() == DType.FLOAT16;
    }

    /** Runs {@code kernel} on widened operands; passes on whether it did the work. */
    static boolean run(Workers workers, List<Operand> inputs, List<Operand> outputs,
                       BiPredicate<List<Operand>, List<Operand>> kernel) {
        var lent = new ArrayList<NativeStorage>();
        try {
            var wideInputs = new ArrayList<Operand>();
            for (var input : inputs) {
                wideInputs.add(isHalf(input) ? widened(workers, input, lent) : input);
            }
            var wideOutputs = new ArrayList<Operand>();
            for (var output : outputs) {
                wideOutputs.add(isHalf(output) ? room(output, lent) : output);
            }
            boolean done = kernel.test(wideInputs, wideOutputs);
            for (int i = 0; done && i < outputs.size(); i++) {
                if (isHalf(outputs.get(i))) {
                    convert(workers, wideOutputs.get(i), outputs.get(i));
                }
            }
            return done;
        } finally {
            lent.forEach(NativeStorage::release);
        }
    }

    private static Operand room(Operand like, List<NativeStorage> lent) {
        var storage = NativeStorage.allocate(DType.FLOAT32, like.shape().elements());
        lent.add(storage);
        return new Operand(storage, Layout.contiguous(like.shape()));
    }

    private static Operand widened(Workers workers, Operand half, List<NativeStorage> lent) {
        var wide = room(half, lent);
        convert(workers, half, wide);
        return wide;
    }

    private static void convert(Workers workers, Operand from, Operand to) {
        try (var x = Dense.of(workers, from)) {
            SelectKernels.convert(workers, from.type(), x, to.type(), Dense.memory(to), to.shape().elements());
        }
    }
}
