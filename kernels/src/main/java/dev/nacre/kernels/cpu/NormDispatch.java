package dev.nacre.kernels.cpu;

import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.BatchNorm;
import dev.nacre.core.op.BatchNormGradient;
import dev.nacre.core.op.BatchNormSilu;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.core.op.LayerNormGradient;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Normalisations and softmax: operands to kernels. Each method says whether there was a kernel. */
final class NormDispatch {
    private NormDispatch() {
    }

    static boolean batchNorm(Workers workers, BatchNorm norm, List<Operand> inputs, List<Operand> outputs) {
        if (isEmpty(inputs.getFirst())) {
            return false;
        }
        if (CpuProvider.machineCode()) {
            emittedBatchNorm(workers, norm.epsilon(), false, inputs, outputs);
            return true;
        }
        try (var x = Dense.of(workers, inputs.get(0)); var weight = Dense.of(workers, inputs.get(1));
                var bias = Dense.of(workers, inputs.get(2))) {
            BatchNormKernels.forward(workers, channels(inputs.getFirst()), norm.epsilon(), floats(x, inputs.get(0)),
                    floats(weight, inputs.get(1)), floats(bias, inputs.get(2)), Dense.memory(outputs.get(0)),
                    Dense.memory(outputs.get(1)), Dense.memory(outputs.get(2)));
        }
        return true;
    }

    static boolean batchNormGradient(Workers workers, BatchNormGradient norm, List<Operand> inputs,
                                     List<Operand> outputs) {
        if (isEmpty(inputs.getFirst())) {
            return false;
        }
        try (var x = Dense.of(workers, inputs.get(0)); var weight = Dense.of(workers, inputs.get(1));
                var mean = Dense.of(workers, inputs.get(2)); var variance = Dense.of(workers, inputs.get(3));
                var dy = Dense.of(workers, inputs.get(4))) {
            if (CpuProvider.machineCode()) {
                // Without an activation the bias is not read.
                var anyBias = floats(weight, inputs.get(1));
                EmittedBatchNorm.gradient(workers, emittedRows(inputs.getFirst()), norm.epsilon(), false,
                        floats(x, inputs.get(0)), floats(weight, inputs.get(1)), anyBias,
                        floats(mean, inputs.get(2)), floats(variance, inputs.get(3)), floats(dy, inputs.get(4)),
                        Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)), Dense.memory(outputs.get(2)));
                return true;
            }
            BatchNormKernels.gradient(workers, channels(inputs.getFirst()), norm.epsilon(), floats(x, inputs.get(0)),
                    floats(weight, inputs.get(1)), floats(mean, inputs.get(2)), floats(variance, inputs.get(3)),
                    floats(dy, inputs.get(4)), Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)),
                    Dense.memory(outputs.get(2)));
        }
        return true;
    }

    /** With SiLU behind it; emitted code alone. */
    static void batchNormSilu(Workers workers, BatchNormSilu norm, List<Operand> inputs, List<Operand> outputs) {
        emittedBatchNorm(workers, norm.epsilon(), true, inputs, outputs);
    }

    private static void emittedBatchNorm(Workers workers, double epsilon, boolean silu, List<Operand> inputs,
            List<Operand> outputs) {
        try (var x = Dense.of(workers, inputs.get(0)); var weight = Dense.of(workers, inputs.get(1));
                var bias = Dense.of(workers, inputs.get(2))) {
            EmittedBatchNorm.forward(workers, emittedRows(inputs.getFirst()), epsilon, silu, floats(x, inputs.get(0)),
                    floats(weight, inputs.get(1)), floats(bias, inputs.get(2)), Dense.memory(outputs.get(0)),
                    Dense.memory(outputs.get(1)), Dense.memory(outputs.get(2)));
        }
    }

    /** Inputs: x, weight, bias, the batch's mean and variance, dy. */
    static void batchNormSiluGradient(Workers workers, BatchNormSilu norm, List<Operand> inputs,
            List<Operand> outputs) {
        try (var x = Dense.of(workers, inputs.get(0)); var weight = Dense.of(workers, inputs.get(1));
                var bias = Dense.of(workers, inputs.get(2)); var mean = Dense.of(workers, inputs.get(3));
                var variance = Dense.of(workers, inputs.get(4)); var dy = Dense.of(workers, inputs.get(5))) {
            EmittedBatchNorm.gradient(workers, emittedRows(inputs.getFirst()), norm.epsilon(), true,
                    floats(x, inputs.get(0)), floats(weight, inputs.get(1)), floats(bias, inputs.get(2)),
                    floats(mean, inputs.get(3)), floats(variance, inputs.get(4)), floats(dy, inputs.get(5)),
                    Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)), Dense.memory(outputs.get(2)));
        }
    }

    private static EmittedBatchNorm.Rows emittedRows(Operand x) {
        return new EmittedBatchNorm.Rows(rows(x), width(x));
    }

    /** One of the kernels of layer normalisation. */
    private interface LayerNormForward {
        void run(Workers workers, double epsilon, MemorySegment x, MemorySegment weight, MemorySegment bias, long rows,
                int width, MemorySegment y);
    }

    /** One of the kernels of its derivative. */
    private interface LayerNormBackward {
        void run(Workers workers, double epsilon, MemorySegment x, MemorySegment weight, MemorySegment dy, long rows,
                int width, MemorySegment dx, MemorySegment dweight, MemorySegment dbias);
    }

    static boolean layerNorm(Workers workers, LayerNorm norm, List<Operand> inputs, List<Operand> outputs) {
        if (isEmpty(inputs.getFirst())) {
            return false;
        }
        int width = width(inputs.getFirst());
        try (var x = Dense.of(workers, inputs.get(0)); var weight = Dense.of(workers, inputs.get(1));
                var bias = Dense.of(workers, inputs.get(2))) {
            LayerNormForward kernel = CpuProvider.machineCode() ? EmittedRows::layerNorm : LayerNormKernels::forward;
            kernel.run(workers, norm.epsilon(), floats(x, inputs.get(0)), floats(weight, inputs.get(1)),
                    floats(bias, inputs.get(2)), rows(inputs.getFirst()), width, Dense.memory(outputs.getFirst()));
        }
        return true;
    }

    static boolean layerNormGradient(Workers workers, LayerNormGradient norm, List<Operand> inputs,
                                     List<Operand> outputs) {
        if (isEmpty(inputs.getFirst())) {
            return false;
        }
        try (var x = Dense.of(workers, inputs.get(0)); var weight = Dense.of(workers, inputs.get(1));
                var dy = Dense.of(workers, inputs.get(2))) {
            LayerNormBackward kernel = CpuProvider.machineCode() ? EmittedRows::layerNormGradient
                    : LayerNormKernels::gradient;
            kernel.run(workers, norm.epsilon(), floats(x, inputs.get(0)), floats(weight, inputs.get(1)),
                    floats(dy, inputs.get(2)), rows(inputs.getFirst()), width(inputs.getFirst()),
                    Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)), Dense.memory(outputs.get(2)));
        }
        return true;
    }

    static boolean softmax(Workers workers, boolean logarithm, List<Operand> inputs, List<Operand> outputs) {
        if (isEmpty(inputs.getFirst())) {
            return false;
        }
        long rows = rows(inputs.getFirst());
        int width = width(inputs.getFirst());
        var y = Dense.memory(outputs.getFirst());
        try (var x = Dense.of(workers, inputs.getFirst())) {
            if (!logarithm && CpuProvider.machineCode()) {
                EmittedRows.softmax(workers, floats(x, inputs.getFirst()), rows, width, y);
            } else if (logarithm) {
                SoftmaxKernels.logSoftmax(workers, x.segment(), x.offset(), rows, width, y);
            } else {
                SoftmaxKernels.softmax(workers, x.segment(), x.offset(), rows, width, y);
            }
        }
        return true;
    }

    static boolean softmaxGradient(Workers workers, boolean logarithm, List<Operand> inputs, List<Operand> outputs) {
        if (isEmpty(inputs.getFirst())) {
            return false;
        }
        long rows = rows(inputs.getFirst());
        int width = width(inputs.getFirst());
        var dx = Dense.memory(outputs.getFirst());
        try (var y = Dense.of(workers, inputs.get(0)); var dy = Dense.of(workers, inputs.get(1))) {
            if (!logarithm && CpuProvider.machineCode()) {
                EmittedRows.softmaxGradient(workers, floats(y, inputs.get(0)), floats(dy, inputs.get(1)), rows, width,
                        dx);
            } else if (logarithm) {
                SoftmaxKernels.logSoftmaxGradient(workers, y.segment(), y.offset(), dy.segment(), dy.offset(), rows,
                        width, dx);
            } else {
                SoftmaxKernels.softmaxGradient(workers, y.segment(), y.offset(), dy.segment(), dy.offset(), rows,
                        width, dx);
            }
        }
        return true;
    }

    private static boolean isEmpty(Operand x) {
        return x.shape().elements() == 0;
    }

    private static int width(Operand x) {
        return Math.toIntExact(x.shape().size(-1));
    }

    private static long rows(Operand x) {
        return x.shape().elements() / x.shape().size(-1);
    }

    private static Channels channels(Operand x) {
        return Channels.of(rows(x), width(x));
    }

    private static MemorySegment floats(Dense dense, Operand operand) {
        return dense.floats(operand.shape().elements());
    }
}
