package dev.nacre.kernels.cpu;

import dev.nacre.core.Layout;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.AttentionGradient;
import java.util.ArrayList;
import java.util.List;

/** Attention and its derivative: operands to kernels. Each method says whether there was a kernel. */
final class AttentionDispatch {
    private AttentionDispatch() {
    }

    static boolean forward(Workers workers, Attention attention, List<Operand> inputs, List<Operand> outputs) {
        if (isEmpty(inputs)) {
            return false;
        }
        if (CpuProvider.machineCode()) {
            emittedForward(workers, attention, inputs, outputs);
            return true;
        }
        try (var mask = mask(workers, inputs, 3)) {
            new AttentionKernels(attention, AttentionHeads.of(inputs.get(0)), AttentionHeads.of(inputs.get(1)),
                    AttentionHeads.of(inputs.get(2)), admission(attention, mask, inputs)).forward(workers,
                    heads(inputs), Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)));
        }
        return true;
    }

    static boolean gradient(Workers workers, AttentionGradient gradient, List<Operand> inputs, List<Operand> outputs) {
        if (isEmpty(inputs)) {
            return false;
        }
        if (CpuProvider.machineCode()) {
            emittedGradient(workers, gradient.attention(), inputs, outputs);
            return true;
        }
        try (var mask = mask(workers, inputs, 6); var y = Dense.of(workers, inputs.get(3));
                var sums = Dense.of(workers, inputs.get(4)); var dy = Dense.of(workers, inputs.get(5))) {
            new AttentionGradientKernels(gradient.attention(), AttentionHeads.of(inputs.get(0)),
                    AttentionHeads.of(inputs.get(1)), AttentionHeads.of(inputs.get(2)), heads(y, inputs.get(3)),
                    sums.segment(), sums.offset(), heads(dy, inputs.get(5)),
                    admission(gradient.attention(), mask, inputs)).run(workers, heads(inputs),
                    new AttentionGradientKernels.Results(Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)),
                            Dense.memory(outputs.get(2))));
        }
        return true;
    }

    private static void emittedForward(Workers workers, Attention attention, List<Operand> inputs,
            List<Operand> outputs) {
        var copies = new ArrayList<Dense>();
        try (var mask = mask(workers, inputs, 3); var exclusions = exclusions(attention, mask, inputs, false)) {
            new EmittedAttention(attention, AttentionHeads.withWholeRows(workers, inputs.get(0), copies),
                    AttentionHeads.withWholeRows(workers, inputs.get(1), copies),
                    AttentionHeads.withWholeRows(workers, inputs.get(2), copies), exclusions).forward(workers,
                    heads(inputs), Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)));
        } finally {
            copies.forEach(Dense::close);
        }
    }

    private static void emittedGradient(Workers workers, Attention attention, List<Operand> inputs,
            List<Operand> outputs) {
        var copies = new ArrayList<Dense>();
        try (var mask = mask(workers, inputs, 6); var sums = Dense.of(workers, inputs.get(4));
                var exclusions = exclusions(attention, mask, inputs, true)) {
            new EmittedAttentionGradient(attention, AttentionHeads.withWholeRows(workers, inputs.get(0), copies),
                    AttentionHeads.withWholeRows(workers, inputs.get(1), copies),
                    AttentionHeads.withWholeRows(workers, inputs.get(2), copies),
                    AttentionHeads.withWholeRows(workers, inputs.get(3), copies), sums,
                    AttentionHeads.withWholeRows(workers, inputs.get(5), copies), exclusions).run(workers,
                    heads(inputs), new AttentionGradientKernels.Results(Dense.memory(outputs.get(0)),
                            Dense.memory(outputs.get(1)), Dense.memory(outputs.get(2))));
        } finally {
            copies.forEach(Dense::close);
        }
    }

    private static AttentionExclusions exclusions(Attention attention, Dense mask, List<Operand> inputs,
            boolean transposed) {
        var query = inputs.getFirst().shape();
        int keys = Math.toIntExact(inputs.get(1).shape().size(2));
        int queries = Math.toIntExact(query.size(2));
        return new AttentionExclusions(attention, mask, Math.toIntExact(query.size(0)), Math.toIntExact(query.size(1)),
                keys, transposed ? keys : queries, transposed ? queries : keys);
    }

    private static boolean isEmpty(List<Operand> inputs) {
        return inputs.get(0).shape().elements() == 0 || inputs.get(1).shape().elements() == 0;
    }

    private static Dense mask(Workers workers, List<Operand> inputs, int at) {
        return inputs.size() > at ? Dense.of(workers, inputs.get(at)) : new Dense(null, 0, null);
    }

    private static AttentionHeads.Admission admission(Attention attention, Dense mask, List<Operand> inputs) {
        return new AttentionHeads.Admission(attention, mask.segment(), mask.offset(),
                Math.toIntExact(inputs.getFirst().shape().size(1)), Math.toIntExact(inputs.get(1).shape().size(2)));
    }

    private static AttentionHeads heads(Dense dense, Operand operand) {
        return new AttentionHeads(dense.segment(), Layout.of(operand.shape(), operand.shape().strides(),
                dense.offset()));
    }

    private static int heads(List<Operand> inputs) {
        return Math.toIntExact(inputs.getFirst().shape().size(0) * inputs.getFirst().shape().size(1));
    }
}
