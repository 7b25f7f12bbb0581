package dev.nacre.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateEntry;
import dev.nacre.core.io.StateLoader;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void savedLoadedAndContinuedGivesTheBitsOfATrainingThatNeverStopped(@TempDir Path directory) {
        Path file = directory.resolve("checkpoint.safetensors");
        Linear net = new Linear(5, 3).init(Key.of(1));
        try (AdamW adamw = new AdamW(net, SETTINGS)) {
            steps(net, adamw, 0, 3);
            SafetensorsWriter writer = new SafetensorsWriter();
            net.state().forEach(writer::add);
            adamw.state().forEach(writer::add);
            writer.write(file);
            steps(net, adamw, 3, 7);
        }
        Linear resumed = new Linear(5, 3);
        try (AdamW adamw = new AdamW(resumed, SETTINGS); SafetensorsFile stored = SafetensorsFile.open(file)) {
            List<StateEntry> all = new ArrayList<>(resumed.state());
            all.addAll(adamw.state());
            StateLoader.load(stored, all, new KeyTable("the checkpoint", Map.of(), List.of()));
            adamw.resumeAt(3);
            steps(resumed, adamw, 3, 7);
            assertThat(adamw.steps()).isEqualTo(7);
        }
        net.entries().forEach((name, entry) -> assertThat(resumed.entries().get(name).value().toFloats()).as(name)
                .containsExactly(entry.value().toFloats()));
    }

    private static void steps(Linear net, AdamW adamw, int from, int to) {
        for (int i = from; i < to; i++) {
            int number = i;
            Scope.run("step", () -> {
                Gradients gradients = net.forward(Tensor.randn(Key.of(9).child(number), 4, 5), Pass.train(Key.of(2)))
                        .square().mean().backward();
                adamw.step(gradients, 0.01);
            });
        }
    }

    @Test
    void aNegativeNumberOfStepsIsRefused() {
        try (AdamW adamw = new AdamW(new Linear(1, 1), SETTINGS)) {
            assertThatThrownBy(() -> adamw.resumeAt(-1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("-1 steps");
        }
    }
}
