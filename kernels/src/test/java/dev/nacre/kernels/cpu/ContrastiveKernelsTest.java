package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Operand;
import dev.nacre.core.memory.MemoryMeter;
import dev.nacre.core.op.ContrastiveEntropy;
import dev.nacre.core.op.ContrastiveEntropyGradient;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.L2Normalize;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole batches over several tiles and slices. */
class ContrastiveKernelsTest {
    private static final ContrastiveEntropy FORWARD = new ContrastiveEntropy(Precision.FLOAT32);
    private static final ContrastiveEntropyGradient BACKWARD = new ContrastiveEntropyGradient(Precision.FLOAT32);

    @BeforeAll
    static void theKernelsNeedVectors() {
        assumeTrue(CpuProvider.vectors(), "without vectors other operations compute this");
    }

    private static List<Tensor> inputs(int batch, int width, double scale) {
        return List.of(L2Normalize.of(Tensor.randn(Key.of(1), batch, width), 1),
                L2Normalize.of(Tensor.randn(Key.of(2), batch, width), 1),
                Tensor.scalar(scale).contiguous());
    }

    private static List<Tensor> run(int threads, Fused fused, List<Tensor> inputs) {
        List<Operand> operands = inputs.stream().map(Tensor::operand).toList();
        List<Tensor> outputs = fused.outputs(inputs.stream().map(Tensor::spec).toList()).stream()
                .map(spec -> Tensor.randn(Key.of(3), spec.shape().sizes())).toList();
        var backend = new CpuBackend(Workers.of(threads));
        assertThat(backend.fuses(fused, operands)).isTrue();
        backend.run(fused, operands, outputs.stream().map(Tensor::operand).toList());
        return outputs;
    }

    private static List<Tensor> withCotangents(List<Tensor> inputs, List<Tensor> outputs) {
        List<Tensor> all = new ArrayList<>(inputs);
        all.addAll(outputs.subList(2, 4));
        all.add(Tensor.full(1.5, inputs.getFirst().type(), Shape.SCALAR));
        all.add(Tensor.full(-0.5, inputs.getFirst().type(), Shape.SCALAR));
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 65, 600, 1300})
    void agreesWithItsDecomposition(int batch) {
        for (double scale : new double[] {1, 14, 100}) {
            Scope.run("test", () -> {
                List<Tensor> inputs = inputs(batch, 37, scale);
                List<Tensor> outputs = run(2, FORWARD, inputs);
                agree(outputs, FORWARD.decompose(inputs), 2e-6 * scale);
                List<Tensor> given = withCotangents(inputs, outputs);
                agree(run(2, BACKWARD, given), BACKWARD.decompose(given), 2e-5 * scale);
            });
        }
    }

    @Test
    void threadsChangeNoBit() {
        List<Tensor> inputs = inputs(700, 24, 14);
        List<Tensor> outputs = run(1, FORWARD, inputs);
        List<Tensor> given = withCotangents(inputs, outputs);
        List<Tensor> gradients = run(1, BACKWARD, given);
        for (int threads : new int[] {2, 3, 8}) {
            same(run(threads, FORWARD, inputs), outputs);
            same(run(threads, BACKWARD, given), gradients);
        }
    }

    @Test
    void memoryGrowsLinearlyWithTheBatch() {
        long small = most(2048);
        long large = most(8192);
        assertThat(large).isLessThan(5 * small).isLessThan(8192L * 8192 * Float.BYTES / 8);
    }

    private static long most(int batch) {
        var meter = new MemoryMeter();
        meter.run(() -> Scope.run("test", () -> {
            List<Tensor> inputs = inputs(batch, 16, 14).stream().map(Tensor::requireGrad).toList();
            List<Tensor> both = ContrastiveEntropy.of(inputs.get(0), inputs.get(1), inputs.get(2));
            both.getFirst().add(both.getLast()).backward();
        }));
        return meter.most();
    }

    private static void agree(List<Tensor> actual, List<Tensor> expected, double tolerance) {
        for (int i = 0; i < expected.size(); i++) {
            double[] values = actual.get(i).toDoubles();
            double[] wanted = expected.get(i).toDoubles();
            double error = 0;
            double norm = 1e-3;
            for (int j = 0; j < wanted.length; j++) {
                error = Math.max(error, Math.abs(values[j] - wanted[j]));
                norm = Math.max(norm, Math.abs(wanted[j]));
            }
            assertThat(error / norm).as("result %d", i).isLessThan(tolerance);
        }
    }

    private static void same(List<Tensor> actual, List<Tensor> expected) {
        for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i).toFloats()).containsExactly(expected.get(i).toFloats());
        }
    }
}
