package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Distribution;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Precision;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Attention;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Attention and its derivative in both precisions against the reference loops, over blocks, remainders and strides. */
class AttentionKernelsTest {
    private static final double[] FLOAT32 = {2e-6, 1e-5, 1e-5, 1e-5};
    private static final double[] BFLOAT16 = {8e-3, 1.5e-2, 1.5e-2, 1.5e-2};

    /** Sizes of one call. @param window negative for none */
    private record Case(int batch, int heads, int queries, int keys, int width, int window, boolean masked) { }

    private static final List<Case> CASES = List.of(
            new Case(1, 1, 1, 9, 5, -1, false),
            new Case(2, 3, 7, 5, 3, -1, true),
            new Case(1, 2, 33, 257, 64, -1, false),
            new Case(2, 1, 300, 129, 65, -1, true),
            new Case(1, 1, 260, 513, 16, -1, true),
            new Case(1, 2, 260, 260, 64, 64, true),
            new Case(1, 1, 400, 400, 24, 5, false),
            new Case(1, 1, 300, 450, 10, 200, true),
            new Case(1, 1, 350, 90, 33, 20, false));

    @Test
    void float32() {
        CASES.forEach(c -> check(c, Precision.FLOAT32, FLOAT32));
    }

    @Test
    void bfloat16() {
        CASES.forEach(c -> check(c, Precision.BFLOAT16, BFLOAT16));
    }

    @Test
    void operandsLieAsTheyMay() {
        var all = values(1, 2, 70, 3 * 2, 16).permute(0, 2, 1, 3);
        var parts = List.of(all.slice(1, 0, 2), all.slice(1, 2, 4), all.slice(1, 4, 6));
        var turned = List.of(values(2, 2, 2, 16, 70).transpose(2, 3), values(3, 1, 2, 70, 16).expand(2, 2, 70, 16),
                values(4, 2, 2, 70, 32).slice(3, 0, 32, 2));
        for (var inputs : List.of(parts, turned)) {
            var expected = results(inputs.stream().map(Tensor::contiguous).toList(), null, -1);
            var actual = results(inputs, null, -1);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.get(i)).as("result %d", i).isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void notANumberReachesItsRowAlone() {
        assumeTrue(CpuProvider.vectors(), "the reference loops leave such scores out");
        double[] numbers = new double[2 * 8];
        numbers[3] = Double.NaN;
        var query = Tensor.of(numbers, 1, 1, 2, 8).to(DType.FLOAT32);
        var y = Attention.of(query, values(1, 1, 1, 40, 8), values(2, 1, 1, 40, 8), 1).toDoubles();
        for (int i = 0; i < 16; i++) {
            assertThat(Double.isNaN(y[i])).as("element %d", i).isEqualTo(i < 8);
        }
    }

    private static void check(Case c, Precision precision, double[] bounds) {
        var inputs = List.of(values(1, c.batch, c.heads, c.queries, c.width),
                values(2, c.batch, c.heads, c.keys, c.width), values(3, c.batch, c.heads, c.keys, c.width));
        var expected = Device.REFERENCE.run(() -> results(inputs.stream().map(t -> t.to(Device.REFERENCE)).toList(),
                mask(c), c.window));
        var actual = precision.run(() -> results(inputs, mask(c), c.window));
        for (int i = 0; i < expected.size(); i++) {
            assertThat(distance(actual.get(i), expected.get(i))).as("%s, result %d", c, i).isLessThan(bounds[i]);
        }
    }

    /** The first keys of a batch are missing, so that queries of a window may attend to nothing; then every seventh. */
    private static Tensor mask(Case c) {
        if (!c.masked) {
            return null;
        }
        double[] present = new double[c.batch * c.keys];
        for (int i = 0; i < present.length; i++) {
            present[i] = i % c.keys >= c.keys / 3 && i % 7 != 3 ? 1 : 0;
        }
        return Tensor.of(present, c.batch, c.keys).to(DType.FLOAT32).greaterThan(Tensor.scalar(0));
    }

    private static Tensor values(int key, long... sizes) {
        return Tensor.random(Key.of(key), new Distribution.Uniform(-2, 2), sizes);
    }

    private static List<double[]> results(List<Tensor> values, Tensor mask, int window) {
        var inputs = values.stream().map(Tensor::requireGrad).toList();
        var reach = window < 0 ? OptionalInt.empty() : OptionalInt.of(window);
        var y = Attention.of(inputs.get(0), inputs.get(1), inputs.get(2), mask, 0.3, reach);
        var results = new ArrayList<double[]>();
        results.add(y.toDoubles());
        var cotangent = Tensor.random(Key.of(9), new Distribution.Uniform(-1, 1), y.shape().sizes());
        Gradients gradients = y.backward(cotangent);
        inputs.forEach(input -> results.add(gradients.of(input).toDoubles()));
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
