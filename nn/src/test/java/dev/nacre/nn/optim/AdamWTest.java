package dev.nacre.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.StateEntry;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private static final AdamW.Settings SETTINGS = AdamW.Settings.decay(0.1);

    @Test
    void theFirstStepIsTheLearningRateInTheDirectionOfTheSignPlusTheDecay() {
        Linear net = new Linear(1, 1).init(Key.of(1));
        double before = net.entries().get("weight").value().item();
        try (AdamW adamw = new AdamW(net, SETTINGS)) {
            Gradients gradients = net.forward(Tensor.of(new float[] {3}, 1, 1), Pass.train(Key.of(2)))
                    .sum().backward();
            adamw.step(gradients, 0.01);
        }
        assertThat(net.entries().get("weight").value().item())
                .isCloseTo(before * (1 - 0.01 * 0.1) - 0.01, within(1e-6));
    }

    @Test
    void aTrainedParameterWithoutGradientIsNamedAndNothingChanges() {
        Linear net = new Linear(2, 2).init(Key.of(1));
        float[] before = net.entries().get("weight").value().toFloats();
        try (AdamW adamw = new AdamW(net, SETTINGS)) {
            Gradients gradients = net.entries().get("weight").value().sum().backward();
            assertThatThrownBy(() -> adamw.step(gradients, 0.01)).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("parameter bias got no gradient");
            assertThat(adamw.steps()).isZero();
        }
        assertThat(net.entries().get("weight").value().toFloats()).containsExactly(before);
    }

    @Test
    void clippingShortensToTheLengthAskedFor() {
        Tensor x = Tensor.of(new float[] {3, 4}).requireGrad();
        Gradients gradients = x.square().sum().backward();
        assertThat(GradientNorm.clip(gradients, 5)).isCloseTo(10, within(1e-6));
        assertThat(gradients.of(x).toFloats()).containsExactly(new float[] {3, 4}, within(1e-6f));
        assertThat(GradientNorm.clip(gradients, 5.1)).isCloseTo(5, within(1e-6));
    }

    @Test
    void theScheduleRisesFromZeroAndFallsAsTheSquaredCosine() {
        LearningRate rate = new WarmUpCosineSquared(5e-5, 2, 12);
        assertThat(rate.at(0)).isZero();
        assertThat(rate.at(1)).isEqualTo(2.5e-5);
        assertThat(rate.at(2)).isEqualTo(5e-5);
        assertThat(rate.at(7)).isCloseTo(2.5e-5, within(1e-12));
        assertThat(rate.at(12)).isCloseTo(0, within(1e-12));
        assertThatThrownBy(() -> new WarmUpCosineSquared(5e-5, 12, 12)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void momentsAreStateUnderTheNamesOfTheirParameters() {
        try (AdamW adamw = new AdamW(new Linear(2, 3), SETTINGS)) {
            assertThat(adamw.state()).extracting(StateEntry::name).containsExactly("first_moment.weight",
                    "second_moment.weight", "first_moment.bias", "second_moment.bias");
        }
    }
}
