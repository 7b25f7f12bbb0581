package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Distribution;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Attention;
import dev.nacre.core.op.BatchNorm;
import dev.nacre.core.op.ContrastiveEntropy;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.LayerNorm;
import dev.nacre.core.op.LogSoftmax;
import dev.nacre.core.op.ScaleShift;
import dev.nacre.core.op.Softmax;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Sizes beyond one block, where the kernels cut work up, against the reference loops. */
class LargeParityTest {
    @Test
    void attentionOverManyBlocks() {
        check(in -> Attention.of(in.get(0), in.get(1), in.get(2), 0.3), shape(1, 2, 230, 17), shape(1, 2, 300, 17),
                shape(1, 2, 300, 17));
    }

    @Test
    void attentionWithWindowAndMaskOverManyBlocks() {
        check(in -> {
            // The first keys are excluded for all, so the first queries of the window attend to nothing.
            var mask = Tensor.arange(300).to(DType.FLOAT32).greaterThan(Tensor.scalar(40)).reshape(1, 300);
            return Attention.of(in.get(0), in.get(1), in.get(2), mask, 0.3, OptionalInt.of(20));
        }, shape(1, 1, 300, 8), shape(1, 1, 300, 8), shape(1, 1, 300, 8));
    }

    @Test
    void contrastiveEntropyOverManyTiles() {
        check(in -> {
            var both = ContrastiveEntropy.of(in.get(0), in.get(1), in.get(2));
            return both.getFirst().add(both.getLast().mul(0.7));
        }, shape(1101, 9), shape(1101, 9), shape(1));
        check(in -> ContrastiveEntropy.of(in.get(0).mul(20), in.get(1), in.get(2)).getLast(), shape(130, 33),
                shape(130, 33), shape(1));
    }

    @Test
    void batchNormOfManyPixels() {
        check(in -> BatchNorm.train(in.get(0), in.get(1), in.get(2), 1e-3).getFirst(), shape(1201, 24), shape(24),
                shape(24));
        check(in -> BatchNorm.train(in.get(0).mul(0.1).add(0.5), in.get(1), in.get(2), 1e-3).getFirst(),
                shape(3, 31, 37), shape(37), shape(37));
    }

    @Test
    void layerNormOfManyRows() {
        check(in -> LayerNorm.of(in.get(0), in.get(1), in.get(2), 1e-12), shape(307, 77), shape(77), shape(77));
    }

    @Test
    void softmaxOfManyRows() {
        check(in -> Softmax.of(in.get(0).mul(5), -1), shape(301, 333));
        check(in -> LogSoftmax.of(in.get(0).mul(5), -1), shape(301, 333));
    }

    @Test
    void sumsOfManyElements() {
        check(in -> in.getFirst().sum(), shape(300_001));
        check(in -> in.getFirst().sum(0), shape(9001, 3));
        check(in -> in.getFirst().sum(0, 2), shape(5, 70, 901));
        check(in -> in.getFirst().sum(1), shape(3, 701, 40));
    }

    @Test
    void broadcastsOfManyRows() {
        check(in -> in.get(0).mul(in.get(1)), shape(2, 300, 24), shape(2, 1, 24));
        check(in -> in.get(0).sub(in.get(1)), shape(2, 1, 24), shape(2, 300, 24));
        check(in -> in.get(0).add(in.get(1)), shape(700, 19), shape(700, 1));
        check(in -> ScaleShift.of(in.get(0), in.get(1), in.get(2)), shape(2003, 40), shape(40), shape(40));
    }

    @Test
    void repeatedIndicesAreAddedUp() {
        check(in -> IndexSelect.of(in.getFirst(), 0, Tensor.of(new int[] {6, 2, 6, 6, 0}, 5)), shape(7, 300));
        check(in -> IndexSelect.of(in.getFirst(), 0, Tensor.of(new int[] {399, 0, 200, 399}, 4)), shape(400, 301));
    }

    private static long[] shape(long... sizes) {
        return sizes;
    }

    private static void check(Function<List<Tensor>, Tensor> call, long[]... shapes) {
        var expected = Device.REFERENCE.run(() -> results(call, shapes));
        var actual = results(call, shapes);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(distance(actual.get(i), expected.get(i))).as("result %d", i).isLessThan(i == 0 ? 2e-6 : 1e-5);
        }
    }

    private static List<double[]> results(Function<List<Tensor>, Tensor> call, long[][] shapes) {
        var inputs = new ArrayList<Tensor>();
        for (int i = 0; i < shapes.length; i++) {
            inputs.add(Tensor.random(Key.of(i), new Distribution.Uniform(-1, 1), shapes[i]).requireGrad());
        }
        var output = call.apply(inputs);
        var results = new ArrayList<double[]>();
        results.add(output.toDoubles());
        var weights = Tensor.random(Key.of(99), new Distribution.Uniform(-1, 1), output.shape().sizes());
        Gradients gradients = output.mul(weights).sum().backward();
        for (var input : inputs) {
            results.add(gradients.of(input).toDoubles());
        }
        return results;
    }

    private static double distance(double[] actual, double[] expected) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return error == 0 ? 0 : Math.sqrt(error / norm);
    }
}
