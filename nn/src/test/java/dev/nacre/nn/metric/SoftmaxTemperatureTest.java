package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.nn.InputException;
import org.junit.jupiter.api.Test;

class SoftmaxTemperatureTest {
    private static final int[] LABELS = {0, 1, 0, 0, 2, 1, 0, 1};
    private static final double[][] LOGITS = {{2.0, 0.5, -1.0}, {0.2, 1.4, 0.1}, {1.0, 0.9, 1.2}, {3.0, -0.5, 0.0},
        {-0.3, 0.4, 1.1}, {0.6, 0.7, -0.2}, {1.5, 1.6, 0.3}, {-1.0, 0.0, 2.5}};

    /** The root of the slope by SciPy 1.16's brentq. */
    @Test
    void theTemperatureIsThatOfTheLeastCrossEntropy() {
        SoftmaxTemperature map = SoftmaxTemperature.of(LABELS, LOGITS);
        assertThat(map.temperature()).isCloseTo(1.1756588979150981, within(1e-12));
        double[] probabilities = map.probabilities(LOGITS[2]);
        assertThat(probabilities).containsExactly(new double[] {0.3221750826481659, 0.2959044054468864,
            0.3819205119049477}, within(1e-12));
    }

    @Test
    void shiftedLogitsAreTheSameAndScaledOnesScaleTheTemperature() {
        double[][] other = new double[LOGITS.length][3];
        for (int index = 0; index < other.length; index++) {
            for (int one = 0; one < 3; one++) {
                other[index][one] = 10 * LOGITS[index][one] + 700 * index;
            }
        }
        assertThat(SoftmaxTemperature.of(LABELS, other).temperature()).isCloseTo(11.756588979150981, within(1e-9));
    }

    @Test
    void whereNoTemperatureIsBestThatIsSaid() {
        assertThatThrownBy(() -> SoftmaxTemperature.of(new int[] {0, 1}, new double[][] {{1, 0}, {0, 1}}))
                .isInstanceOf(InputException.class).hasMessageContaining("highest logit in its own class");
        assertThatThrownBy(() -> SoftmaxTemperature.of(new int[] {0, 1}, new double[][] {{0, 1}, {1, 0}}))
                .isInstanceOf(InputException.class).hasMessageContaining("no higher in the true class");
        assertThatThrownBy(() -> SoftmaxTemperature.of(new int[] {0}, new double[][] {{Double.NaN, 1}}))
                .isInstanceOf(InputException.class).hasMessageContaining("the logits of case 1 of 1");
    }
}
