package dev.nacre.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Against the numbers of PyTorch's schedulers; a rise in front of a fall only moves it. */
class SchedulesTest {
    private static double[] rates(LearningRate schedule, long from, long to) {
        return LongStream.rangeClosed(from, to).mapToDouble(schedule::at).toArray();
    }

    @Test
    void halfACosineFallsAsPyTorchsCosineAnnealing() {
        double[] expected = {0.02, 0.019314915792601584, 0.01736396103067893, 0.01444415089128581, 0.011,
            0.007555849108714193, 0.004636038969321073, 0.0026850842073984195, 0.002};
        assertThat(rates(new WarmUpCosine(0.02, 0.002, 0, 8), 0, 8)).containsExactly(expected, within(1e-15));
        assertThat(rates(new WarmUpCosine(0.02, 0.002, 4, 12), 4, 12)).containsExactly(expected, within(1e-15));
        assertThat(rates(new WarmUpCosine(0.02, 0.002, 4, 12), 0, 4)).containsExactly(0, 0.005, 0.01, 0.015, 0.02);
    }

    @Test
    void theLinearFallEndsAtZero() {
        double[] expected = {0.02, 0.0175, 0.015, 0.0125, 0.01, 0.0075, 0.005, 0.0025, 0, 0};
        assertThat(rates(new WarmUpLinear(0.02, 0, 8), 0, 9)).containsExactly(expected, within(1e-15));
        assertThat(rates(new WarmUpLinear(0.02, 2, 10), 2, 11)).containsExactly(expected, within(1e-15));
        assertThat(new WarmUpLinear(0.02, 2, 10).at(1)).isEqualTo(0.01);
    }

    @Test
    void stepsFallAsPyTorchsStepLR() {
        assertThat(rates(new StepDecay(0.02, 0.5, 3), 0, 8)).containsExactly(0.02, 0.02, 0.02, 0.01, 0.01, 0.01, 0.005,
                0.005, 0.005);
    }

    @Test
    void numbersThatMakeNoScheduleAreRefused() {
        assertThatThrownBy(() -> new WarmUpLinear(5e-5, 12, 12)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12 of 12 steps to warm up");
        assertThatThrownBy(() -> new WarmUpLinear(0, 1, 12)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WarmUpCosine(1, 0, -1, 12)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WarmUpCosine(0.01, 0.02, 1, 12)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0.01 to 0.02");
        assertThatThrownBy(() -> new WarmUpCosineSquared(Double.NaN, 1, 12))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StepDecay(0.01, 1.5, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new StepDecay(0.01, 0.5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LearningRate.constant(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
