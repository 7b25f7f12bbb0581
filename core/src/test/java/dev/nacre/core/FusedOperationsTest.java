package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.op.AdamWStep;
import dev.nacre.core.op.Apply;
import dev.nacre.core.op.Backward;
import dev.nacre.core.op.Fused;
import dev.nacre.core.op.Linear;
import dev.nacre.core.op.ScaleShift;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fused operation is its decomposition: outputs and gradients. */
class FusedOperationsTest {
    private final Key key = Key.of(11);

    @Test
    void linear() {
        agree(new Linear(Precision.FLOAT32), random(2, 5, 7), random(7, 3), random(3));
        agree(new Linear(Precision.FLOAT32), random(4, 7), random(7, 3));
        agree(new Linear(Precision.FLOAT32), random(7), random(7, 3), random(3));
        agree(new Linear(Precision.FLOAT32), random(0, 7), random(7, 3), random(3));
    }

    @Test
    void scaleAndShift() {
        agree(new ScaleShift(), random(2, 3, 4, 5), random(5), random(5));
        agree(new ScaleShift(), random(0, 5), random(5), random(5));
    }

    @Test
    void linearGoesBackInThePrecisionItWasCalledIn() {
        Tensor x = Tensor.randn(key, 3, 8).requireGrad();
        Tensor weight = Tensor.randn(key.child(1), 8, 2).requireGrad();
        Tensor cotangent = Tensor.randn(key.child(2), 3, 2);
        Gradients actual = Precision.BFLOAT16.run(() -> Linear.of(x, weight, null)).backward(cotangent);
        Gradients expected = Precision.BFLOAT16.run(() -> x.matmul(weight)).backward(cotangent);
        assertThat(actual.of(x).toFloats()).containsExactly(expected.of(x).toFloats());
        assertThat(actual.of(weight).toFloats()).containsExactly(expected.of(weight).toFloats());
        assertThat(actual.of(x).toFloats()).isNotEqualTo(x.matmul(weight).backward(cotangent).of(x).toFloats());
    }

    @Test
    void adamWFollowsTheAlgorithm() {
        double[] parameter = {0.5, -1.25};
        double[] first = {0, 0};
        double[] second = {0, 0};
        Tensor theta = Tensor.of(parameter.clone());
        Tensor m = Tensor.of(first.clone());
        Tensor v = Tensor.of(second.clone());
        double[][] gradients = {{0.3, -0.2}, {-0.1, 0.4}, {0.05, 2}};
        for (int t = 1; t <= gradients.length; t++) {
            for (int i = 0; i < parameter.length; i++) {
                double g = gradients[t - 1][i];
                parameter[i] -= 0.01 * 0.1 * parameter[i];
                first[i] = 0.9 * first[i] + 0.1 * g;
                second[i] = 0.99 * second[i] + 0.01 * g * g;
                double corrected = first[i] / (1 - Math.pow(0.9, t));
                parameter[i] -= 0.01 * corrected / (Math.sqrt(second[i] / (1 - Math.pow(0.99, t))) + 1e-8);
            }
            List<Tensor> next = new AdamWStep(0.01, 0.9, 0.99, 1e-8, 0.1, t).apply(theta, Tensor.of(gradients[t - 1]),
                    m, v);
            theta = next.get(0);
            m = next.get(1);
            v = next.get(2);
        }
        assertThat(theta.toDoubles()).containsExactly(parameter, within(1e-14));
        assertThat(m.toDoubles()).containsExactly(first, within(1e-15));
        assertThat(v.toDoubles()).containsExactly(second, within(1e-15));
    }

    @Test
    void adamWIsDetached() {
        Tensor theta = Tensor.ones(3).requireGrad();
        List<Tensor> next = new AdamWStep(0.01, 0.9, 0.99, 1e-8, 0.1, 1).apply(theta, Tensor.ones(3), Tensor.zeros(3),
                Tensor.zeros(3));
        assertThat(next).noneMatch(Tensor::requiresGrad);
    }

    private Tensor random(long... sizes) {
        return Tensor.randn(key.child(sizes.length), sizes).to(DType.FLOAT64);
    }

    private void agree(Fused fused, Tensor... inputs) {
        List<Tensor> leaves = List.of(inputs).stream().map(Tensor::requireGrad).toList();
        List<Tensor> one = Apply.all(fused, leaves);
        List<Tensor> other = fused.decompose(leaves);
        assertThat(other).hasSameSizeAs(one);
        Map<Tensor, Tensor> gradients = gradients(one);
        Map<Tensor, Tensor> expected = gradients(other);
        for (int i = 0; i < one.size(); i++) {
            assertThat(one.get(i).toDoubles()).containsExactly(other.get(i).toDoubles(), within(1e-13));
        }
        for (Tensor leaf : leaves) {
            assertThat(gradients.get(leaf).toDoubles()).containsExactly(expected.get(leaf).toDoubles(), within(1e-13));
        }
    }

    private Map<Tensor, Tensor> gradients(List<Tensor> outputs) {
        List<Tensor> cotangents = outputs.stream()
                .map(y -> Tensor.randn(key.child("cotangent"), y.shape().sizes()).to(DType.FLOAT64)).toList();
        return Backward.gradients(outputs, cotangents);
    }
}
