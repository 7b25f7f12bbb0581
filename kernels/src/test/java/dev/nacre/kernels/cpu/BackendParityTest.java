package dev.nacre.kernels.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Gradients;
import dev.nacre.core.Tensor;
import dev.nacre.core.backend.Backends;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sample of every operation: the kernels against the reference loops, forward and backward. */
class BackendParityTest {
    static List<Sample> samples() {
        return Samples.all();
    }

    @Test
    void theKernelsAreFound() {
        assertThat(Backends.of(Device.CPU)).isInstanceOf(CpuBackend.class);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void agreesWithTheReference(Sample sample) {
        var expected = Device.REFERENCE.run(() -> results(sample));
        var actual = results(sample);
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(distance(actual.get(i), expected.get(i))).as("%s, result %d", sample.name(), i)
                    .isLessThan(i < outputs(sample) ? 2e-6 : 1e-5);
        }
    }

    private static int outputs(Sample sample) {
        return sample.call().apply(inputs(sample)).size();
    }

    /** The outputs, then the gradients of Σ output · cotangent with respect to every real input. */
    private static List<double[]> results(Sample sample) {
        var inputs = inputs(sample);
        var outputs = sample.call().apply(inputs);
        var results = new ArrayList<double[]>();
        Tensor loss = null;
        for (var output : outputs) {
            results.add(output.to(DType.FLOAT64).toDoubles());
            if (output.type() == DType.FLOAT32 && output.requiresGrad()) {
                var share = output.mul(values(new Sample.Input(DType.FLOAT32, output.shape(), -1, 1), 77)).sum();
                loss = loss == null ? share : loss.add(share);
            }
        }
        if (loss != null) {
            Gradients gradients = loss.backward();
            for (var input : inputs) {
                if (input.requiresGrad() && gradients.has(input)) {
                    results.add(gradients.of(input).toDoubles());
                }
            }
        }
        return results;
    }

    private static List<Tensor> inputs(Sample sample) {
        var inputs = new ArrayList<Tensor>();
        for (int i = 0; i < sample.inputs().size(); i++) {
            var input = values(sample.inputs().get(i), i);
            inputs.add(input.type() == DType.FLOAT32 ? input.requireGrad() : input);
        }
        return inputs;
    }

    private static Tensor values(Sample.Input input, long seed) {
        var random = new SplittableRandom(seed);
        double[] values = new double[(int) input.shape().elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = input.low() + (input.high() - input.low()) * random.nextDouble();
        }
        Tensor drawn = Tensor.of(values, input.shape().sizes()).to(DType.FLOAT32);
        return input.type() == DType.FLOAT32 ? drawn : drawn.to(DType.INT32).to(input.type());
    }

    private static double distance(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double error = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            error += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            norm += expected[i] * expected[i];
        }
        return error == 0 ? 0 : Math.sqrt(error / norm);
    }
}
