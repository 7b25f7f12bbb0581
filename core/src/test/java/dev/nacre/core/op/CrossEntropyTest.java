package dev.nacre.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrossEntropyTest {
    /** Losses and derivatives of PyTorch, float64. */
    @Test
    void isThatOfPyTorch() {
        Tensor logits = Tensor.of(new double[] {0.5, -1.25, 2.0, 3.0, 0.25, -0.75}, 2, 3).requireGrad();
        Tensor targets = Tensor.of(new long[] {1, 0});
        Tensor loss = CrossEntropy.of(logits, targets, 0);
        assertThat(loss.item()).isEqualTo(1.7832267246689073, within(1e-14));
        assertThat(loss.backward().of(logits).toDoubles()).containsExactly(new double[] {0.08841009105372215,
            -0.4846366298367818, 0.39622653878305963, -0.04020688781800996, 0.029393590259370387,
            0.010813297558639528}, within(1e-14));
        Tensor smooth = CrossEntropy.of(logits, targets, 0.1);
        assertThat(smooth.item()).isEqualTo(1.8082267246689072, within(1e-14));
        assertThat(smooth.backward().of(logits).toDoubles()).containsExactly(new double[] {0.07174342438705548,
            -0.45130329650344847, 0.37955987211639297, -0.006873554484676636, 0.01272692359270372,
            -0.005853369108027138}, within(1e-14));
    }

    /** As it was before it was one operation: who trained with it goes on with the same numbers. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 1})
    void hasTheBitsOfTheOperationsThatItIsMadeOf(double smoothing) {
        Tensor logits = Tensor.randn(Key.of(3), 17, 33).mul(4).requireGrad();
        Tensor targets = Tensor.arange(17);
        Tensor logs = LogSoftmax.of(logits, -1);
        Tensor plain = logs.gather(1, targets.unsqueeze(1)).mean().neg();
        Tensor expected = smoothing == 0 ? plain : plain.mul(1 - smoothing).sub(logs.mean().mul(smoothing));
        Tensor actual = CrossEntropy.of(logits, targets, smoothing);
        assertThat(actual.toFloats()).containsExactly(expected.toFloats());
        Gradients byOne = actual.mul(3).backward();
        Gradients byMany = expected.mul(3).backward();
        assertThat(byOne.of(logits).toFloats()).containsExactly(byMany.of(logits).toFloats());
    }

    @Test
    void keepsWhatEachRowCostsWithoutSmoothing() {
        Tensor logits = Tensor.randn(Key.of(4), 2, 7).to(DType.FLOAT64);
        List<Tensor> outputs = Apply.all(new CrossEntropy(0.2), List.of(logits, Tensor.of(new int[] {6, 3})));
        assertThat(outputs.get(1).toDoubles()).containsExactly(new double[] {
            CrossEntropy.of(logits.slice(0, 0, 1), Tensor.of(new int[] {6}), 0).item(),
            CrossEntropy.of(logits.slice(0, 1, 2), Tensor.of(new int[] {3}), 0).item()}, within(1e-14));
        assertThat(outputs.get(1).requiresGrad()).isFalse();
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tensor logits = Tensor.zeros(3, 5);
        assertThatThrownBy(() -> CrossEntropy.of(logits, Tensor.arange(4), 0)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("number of rows").hasMessageContaining("int32[4]");
        assertThatThrownBy(() -> CrossEntropy.of(logits, Tensor.zeros(3), 0)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("holds indices");
        assertThatThrownBy(() -> CrossEntropy.of(logits, Tensor.arange(3), 1.5)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("smoothing is in [0, 1], not 1.5");
        assertThatThrownBy(() -> CrossEntropy.of(logits, Tensor.of(new int[] {0, 5, 1}), 0))
                .isInstanceOf(IndexOutOfBoundsException.class).hasMessageContaining("index 5 at position 1");
    }
}
