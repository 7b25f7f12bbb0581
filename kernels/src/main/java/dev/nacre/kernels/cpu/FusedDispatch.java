package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.BatchNormSilu;
import dev.nacre.core.op.ContrastiveEntropy;
import dev.nacre.core.op.ContrastiveEntropyGradient;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.FusedGradient;
import dev.nacre.core.op.Linear;
import dev.nacre.core.op.RotaryEmbedding;
import dev.nacre.core.op.ScaleShift;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** The fused operations that have a kernel of their own. */
final class FusedDispatch {
    private FusedDispatch() {
    }

    static boolean serves(Fused fused, List<Operand> inputs) {
        return switch (fused) {
            case Linear linear -> LinearKernel.serves(linear, inputs);
            case RotaryEmbedding _ -> RotaryKernel.serves(inputs);
            default -> servesMap(fused, inputs);
        };
    }

    private static boolean servesMap(Fused fused, List<Operand> inputs) {
        return CpuProvider.vectors() && (fused instanceof ScaleShift || fused instanceof AdamWStep
                || ContrastiveDispatch.serves(fused) || isBatchNormSilu(fused) && CpuProvider.machineCode())
                && inputs.stream().allMatch(o -> o.type() == DType.FLOAT32) && inputs.getFirst().shape().elements() > 0;
    }

    private static boolean isBatchNormSilu(Fused fused) {
        return fused instanceof BatchNormSilu
                || fused instanceof FusedGradient gradient && gradient.forward() instanceof BatchNormSilu;
    }

    static void run(Workers workers, Fused fused, List<Operand> inputs, List<Operand> outputs) {
        switch (fused) {
            case ScaleShift _ -> scaleShift(workers, inputs, outputs);
            case Linear linear -> LinearKernel.of(linear, inputs).run(workers, inputs, outputs.getFirst());
            case RotaryEmbedding rotary -> RotaryKernel.run(workers, rotary, inputs.getFirst(), outputs.getFirst());
            case AdamWStep step -> adamW(workers, step, inputs, outputs);
            case ContrastiveEntropy _ -> ContrastiveDispatch.forward(workers, inputs, outputs);
            case ContrastiveEntropyGradient _ -> ContrastiveDispatch.gradient(workers, inputs, outputs);
            case BatchNormSilu norm -> NormDispatch.batchNormSilu(workers, norm, inputs, outputs);
            case FusedGradient gradient when gradient.forward() instanceof BatchNormSilu norm ->
                    NormDispatch.batchNormSiluGradient(workers, norm, inputs, outputs);
            default -> throw new IllegalStateException("no kernel for " + fused.name());
        }
    }

    private static void scaleShift(Workers workers, List<Operand> inputs, List<Operand> outputs) {
        var shape = inputs.getFirst().shape();
        if (EmittedScaleShift.serves(shape)) {
            EmittedScaleShift.run(workers, inputs, outputs.getFirst());
            return;
        }
        var channels = Channels.of(shape.elements() / shape.size(-1), Math.toIntExact(shape.size(-1)));
        try (var x = Dense.of(workers, inputs.get(0)); var scale = Dense.of(workers, inputs.get(1));
                var shift = Dense.of(workers, inputs.get(2)); var scratch = Scratch.borrow(3L * channels.columns())) {
            channels.setLine(scratch.segment(), 0, new float[channels.size()]);
            channels.setLine(scratch.segment(), 1, values(scale, channels.size()));
            channels.setLine(scratch.segment(), 2, values(shift, channels.size()));
            BatchNormKernels.normalise(workers, channels, x.floats(shape.elements()), scratch.segment(),
                    Dense.memory(outputs.getFirst()));
        }
    }

    private static float[] values(Dense dense, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Floats.get(dense.segment(), dense.offset() + i);
        }
        return values;
    }

    private static void adamW(Workers workers, AdamWStep step, List<Operand> inputs, List<Operand> outputs) {
        try (var parameter = Dense.of(workers, inputs.get(0)); var gradient = Dense.of(workers, inputs.get(1));
                var first = Dense.of(workers, inputs.get(2)); var second = Dense.of(workers, inputs.get(3))) {
            var loop = new AdamWLoop(step,
                    new MemorySegment[] {parameter.segment(), gradient.segment(), first.segment(), second.segment()},
                    new long[] {parameter.offset(), gradient.offset(), first.offset(), second.offset()},
                    outputs.stream().map(Dense::memory).toArray(MemorySegment[]::new));
            workers.ranges(inputs.getFirst().shape().elements(), 4, loop::run);
        }
    }
}
