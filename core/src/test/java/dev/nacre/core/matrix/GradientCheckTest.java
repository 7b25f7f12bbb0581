package dev.nacre.core.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Device;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Sample;
import dev.nacre.core.op.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every derivative against central differences in float64 on the reference backend: along random directions through all
 * elements of an input at once, and along single elements.
 */
class GradientCheckTest {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-7;
    private static final int DIRECTIONS = 2;
    private static final int ELEMENTS = 3;

    static Stream<Sample> samples() {
        return Samples.all().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void derivativeEqualsCentralDifferences(Sample sample) {
        Scope.run("gradient check", () -> {
            List<Tensor> inputs = SampleInputs.of(sample, Device.REFERENCE, DType.FLOAT64);
            SampleRun run = SampleRun.of(sample, sample.call(), Device.REFERENCE, inputs, DType.FLOAT64);
            if (run.outputs().stream().anyMatch(y -> y.type().isFloating() && y.type() != DType.FLOAT64)) {
                assertThat(sample.name()).as("only these leave float64").matches("(cast|random|resize_levels).*");
                return;
            }
            for (int i = 0; i < inputs.size(); i++) {
                if (run.gradients().get(i) != null && inputs.get(i).elements() > 0) {
                    new Slope(sample, inputs, run.carries(), i, run.gradients().get(i).toDoubles()).check();
                }
            }
        });
    }

    private record Slope(Sample sample, List<Tensor> inputs, List<Boolean> carries, int input, double[] gradient) {
        void check() {
            Key key = Key.of(3).child(sample.name()).child(input);
            for (int d = 0; d < DIRECTIONS; d++) {
                compare(SampleInputs.uniform(key.child(d), gradient.length, -1, 1));
            }
            for (int e = 0; e < ELEMENTS; e++) {
                double[] direction = new double[gradient.length];
                direction[(int) key.below(gradient.length, e)] = 1;
                compare(direction);
            }
        }

        private void compare(double[] direction) {
            double expected = 0;
            double scale = 0.01;
            for (int k = 0; k < gradient.length; k++) {
                expected += gradient[k] * direction[k];
                scale += Math.abs(gradient[k] * direction[k]);
            }
            double slope = (value(direction, STEP) - value(direction, -STEP)) / (2 * STEP);
            assertThat(slope).as("%s, input %d", sample.name(), input).isCloseTo(expected, within(TOLERANCE * scale));
        }

        private double value(double[] direction, double step) {
            double[] values = inputs.get(input).toDoubles();
            for (int k = 0; k < values.length; k++) {
                values[k] += step * direction[k];
            }
            Shape shape = inputs.get(input).shape();
            return Device.REFERENCE.run(() -> {
                List<Tensor> changed = new ArrayList<>(inputs);
                changed.set(input, Tensor.of(values, values.length).reshape(shape));
                return value(sample.call().apply(changed));
            });
        }

        private double value(List<Tensor> outputs) {
            double sum = 0;
            for (int k = 0; k < outputs.size(); k++) {
                if (carries.get(k)) {
                    double[] y = outputs.get(k).toDoubles();
                    double[] c = SampleInputs.cotangent(sample, k, outputs.get(k).spec(), Device.REFERENCE).toDoubles();
                    for (int e = 0; e < y.length; e++) {
                        sum += y[e] * c[e];
                    }
                }
            }
            return sum;
        }
    }
}
