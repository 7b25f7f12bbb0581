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
        var y = Dense.memory(outputs.getFirst());
        long count = outputs.getFirst().shape().elements();
        try (var x = Dense.of(workers, inputs.getFirst())) {
            if (EmittedMaps.serves(map)) {
                EmittedMaps.unary(workers, map, x.address(), y.address(), count);
            } else if (hasVectorLoop(map)) {
                MapKernels.unary(workers, map, x.segment(), x.offset(), y, count);
            } else {
                ScalarMaps.unary(workers, map, x, y, count);
            }
        }
        return true;
    }

    static boolean gradient(Workers workers, UnaryGradient gradient, List<Operand> inputs, List<Operand> outputs) {
        var dx = Dense.memory(outputs.getFirst());
        long count = outputs.getFirst().shape().elements();
        try (var point = Dense.of(workers, inputs.get(0)); var dy = Dense.of(workers, inputs.get(1))) {
            if (EmittedMaps.servesGradient(gradient.map())) {
                EmittedMaps.gradient(workers, gradient.map(), point.address(), dy.address(), dx.address(), count);
            } else if (hasVectorLoop(gradient.map())) {
                MapKernels.gradient(workers, gradient.map(), point.segment(), point.offset(), dy.segment(),
                        dy.offset(), dx, count);
            } else {
                ScalarMaps.gradient(workers, gradient.map(), point, dy, dx, count);
            }
        }
        return true;
    }

    static boolean binary(Workers workers, BinaryMap map, List<Operand> inputs, List<Operand> outputs) {
        var z = Dense.memory(outputs.getFirst());
        if (CpuProvider.vectors()) {
            BroadcastKernels.binary(workers, map, Dense.memory(inputs.get(0)), inputs.get(0).layout(),
                    Dense.memory(inputs.get(1)), inputs.get(1).layout(), z);
            return true;
        }
        try (var x = Dense.of(workers, inputs.get(0)); var y = Dense.of(workers, inputs.get(1))) {
            ScalarMaps.binary(workers, map, x, y, z, outputs.getFirst().shape().elements());
        }
        return true;
    }

    /** A power goes by way of the logarithm, but whole exponents take negative numbers too. */
    private static boolean hasVectorLoop(UnaryMap map) {
        return CpuProvider.vectors() && !(map instanceof Pow pow && pow.exponent() == Math.rint(pow.exponent()));
    }
}
