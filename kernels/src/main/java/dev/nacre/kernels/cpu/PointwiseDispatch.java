package dev.nacre.kernels.cpu;

import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.BinaryMap;
import dev.nacre.core.op.Pow;
import dev.nacre.core.op.UnaryGradient;
import dev.nacre.core.op.UnaryMap;
import java.util.List;

/** Element-wise maps: operands to kernels. Each method says whether there was a kernel. */
final class PointwiseDispatch {
    private PointwiseDispatch() {
    }

    static boolean unary(Workers workers, UnaryMap map, List<Operand> inputs, List<Operand> outputs) {
        if (!served(map)) {
            return false;
        }
        try (var x = Dense.of(workers, inputs.getFirst())) {
            MapKernels.unary(workers, map, x.segment(), x.offset(), Dense.memory(outputs.getFirst()),
                    outputs.getFirst().shape().elements());
        }
        return true;
    }

    static boolean gradient(Workers workers, UnaryGradient gradient, List<Operand> inputs, List<Operand> outputs) {
        if (!served(gradient.map())) {
            return false;
        }
        try (var point = Dense.of(workers, inputs.get(0)); var dy = Dense.of(workers, inputs.get(1))) {
            MapKernels.gradient(workers, gradient.map(), point.segment(), point.offset(), dy.segment(), dy.offset(),
                    Dense.memory(outputs.getFirst()), outputs.getFirst().shape().elements());
        }
        return true;
    }

    static boolean binary(Workers workers, BinaryMap map, List<Operand> inputs, List<Operand> outputs) {
        BroadcastKernels.binary(workers, map, Dense.memory(inputs.get(0)), inputs.get(0).layout(),
                Dense.memory(inputs.get(1)), inputs.get(1).layout(), Dense.memory(outputs.getFirst()));
        return true;
    }

    /** A power by way of the logarithm: whole exponents, which take negative numbers, go another way. */
    private static boolean served(UnaryMap map) {
        return !(map instanceof Pow pow) || pow.exponent() != Math.rint(pow.exponent());
    }
}
