package dev.nacre.kernels.cpu;

import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.op.ContrastiveEntropy;
import dev.nacre.core.op.ContrastiveEntropyGradient;
import dev.nacre.core.op.Fused;
import java.util.List;

/** The contrastive entropies and their derivative: operands to kernels, in float32. */
final class ContrastiveDispatch {
    private ContrastiveDispatch() {
    }

    static boolean serves(Fused fused) {
        return switch (fused) {
            case ContrastiveEntropy entropy -> entropy.precision() == Precision.FLOAT32;
            case ContrastiveEntropyGradient gradient -> gradient.precision() == Precision.FLOAT32;
            default -> false;
        };
    }

    static void forward(Workers workers, List<Operand> inputs, List<Operand> outputs) {
        try (var a = Dense.of(workers, inputs.get(0)); var b = Dense.of(workers, inputs.get(1));
                var scale = Dense.of(workers, inputs.get(2))) {
            double[] means = new ContrastiveKernels(tiles(inputs, a, b), first(scale)).run(workers,
                    Dense.memory(outputs.get(2)), Dense.memory(outputs.get(3)));
            Floats.set(Dense.memory(outputs.get(0)), 0, (float) means[0]);
            Floats.set(Dense.memory(outputs.get(1)), 0, (float) means[1]);
        }
    }

    static void gradient(Workers workers, List<Operand> inputs, List<Operand> outputs) {
        long batch = inputs.getFirst().shape().size(0);
        try (var a = Dense.of(workers, inputs.get(0)); var b = Dense.of(workers, inputs.get(1));
                var scale = Dense.of(workers, inputs.get(2)); var byRow = Dense.of(workers, inputs.get(3));
                var byColumn = Dense.of(workers, inputs.get(4)); var rows = Dense.of(workers, inputs.get(5));
                var columns = Dense.of(workers, inputs.get(6))) {
            float slope = new ContrastiveGradientKernels(tiles(inputs, a, b), first(scale), first(rows),
                    first(columns)).run(workers, byRow.floats(batch), byColumn.floats(batch),
                    Dense.memory(outputs.get(0)), Dense.memory(outputs.get(1)));
            Floats.set(Dense.memory(outputs.get(2)), 0, slope);
        }
    }

    private static ContrastiveTiles tiles(List<Operand> inputs, Dense a, Dense b) {
        Shape shape = inputs.getFirst().shape();
        return new ContrastiveTiles(Math.toIntExact(shape.size(0)), Math.toIntExact(shape.size(1)), a.segment(),
                a.offset(), b.segment(), b.offset());
    }

    private static float first(Dense dense) {
        return Floats.get(dense.segment(), dense.offset());
    }
}
