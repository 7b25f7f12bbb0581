package dev.nacre.kernels.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.matrix.SampleInputs;
import dev.nacre.core.matrix.SampleRun;
import dev.nacre.core.op.Sample;
import java.util.List;

/** Results of a device against those of the reference in double precision. */
final class Agreement {
    private Agreement() {
    }

    /** The outputs of a sample and its gradients. */
    static void ofSample(Device device, Sample sample) {
        Scope.run("sample", () -> {
            SampleRun actual = SampleRun.of(sample, device, DType.FLOAT32);
            List<Tensor> inputs = SampleInputs.of(sample, Device.REFERENCE, DType.FLOAT32).stream()
                    .map(x -> x.type().isFloating() ? x.to(DType.FLOAT64) : x).toList();
            SampleRun expected = SampleRun.of(sample, sample.call(), Device.REFERENCE, inputs, DType.FLOAT32);
            same(sample.name(), actual.outputs(), expected.outputs(), 2e-6);
            same(sample.name() + " gradient", actual.gradients(), expected.gradients(), 1e-5);
        });
    }

    /** The outputs of a sample and its gradients where products round their factors, which a reference does, too. */
    static void ofRoundedSample(Device device, Sample sample) {
        Scope.run("rounded sample", () -> {
            SampleRun actual = SampleRun.of(sample, device, DType.FLOAT32);
            SampleRun expected = SampleRun.of(sample, Device.REFERENCE, DType.FLOAT32);
            same(sample.name(), actual.outputs(), expected.outputs(), 2e-6);
            same(sample.name() + " gradient", actual.gradients(), expected.gradients(), 1e-5);
        });
    }

    /** The outputs of a sample and its gradients where factors may be rounded to bfloat16. */
    static void ofHalves(Device device, Sample sample) {
        Scope.run("halves", () -> {
            SampleRun actual = SampleRun.of(sample, device, DType.FLOAT32);
            SampleRun expected = SampleRun.of(sample, Device.REFERENCE, DType.FLOAT32);
            same(sample.name(), actual.outputs(), expected.outputs(), 4e-3);
            same(sample.name() + " gradient", actual.gradients(), expected.gradients(), 2e-2);
        });
    }

    /** Shapes, and ‖x − x₀‖ / ‖x₀‖ within a tolerance. */
    static void same(String what, List<Tensor> actual, List<Tensor> expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            if (expected.get(i) != null) {
                assertThat(actual.get(i).shape()).isEqualTo(expected.get(i).shape());
                assertThat(distance(actual.get(i).toDoubles(), expected.get(i).toDoubles())).as("%s %d", what, i)
                        .isLessThanOrEqualTo(tolerance);
            }
        }
    }

    /** ‖x − x₀‖ / ‖x₀‖; infinite for a NaN. */
    static double distance(double[] actual, double[] expected) {
        double difference = 0;
        double scale = 0;
        for (int i = 0; i < expected.length; i++) {
            difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
            scale += expected[i] * expected[i];
        }
        double ratio = difference == 0 ? 0 : Math.sqrt(difference / scale);
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }
}
