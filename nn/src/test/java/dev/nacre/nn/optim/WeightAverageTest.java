package dev.nacre.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.KeyTable;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StateLoader;
import dev.nacre.core.memory.NativePool;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightAverageTest {
    private static final WeightAverage.Decay DECAY = new WeightAverage.Decay(0.9, false);

    private static void train(Linear net, WeightAverage average) {
        try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0), KnownTraining.GROUPS)) {
            for (int i = 0; i < KnownTraining.STEPS; i++) {
                KnownTraining.step(net, adamw, i);
                average.update();
            }
        }
    }

    @Test
    void theAverageIsPyTorchs() {
        Linear net = KnownTraining.model();
        try (WeightAverage average = new WeightAverage(net, DECAY)) {
            train(net, average);
            average.run(() -> {
                assertThat(KnownTraining.values(net, "weight")).containsExactly(new float[] {0.5658376114223034f,
                    -0.3304717062618022f, 0.18360402322897273f, 0.22899557379929755f, -0.6091425637935095f,
                    0.13991650477123155f}, within(1e-6f));
                assertThat(KnownTraining.values(net, "bias")).containsExactly(
                        new float[] {0.09286294925228954f, -0.12462739814009002f}, within(1e-6f));
            });
        }
    }

    @Test
    void aRisingDecayForgetsTheStartSooner() {
        Linear net = KnownTraining.model();
        try (WeightAverage average = new WeightAverage(net, new WeightAverage.Decay(0.9, true))) {
            train(net, average);
            assertThat(average.updates()).isEqualTo(KnownTraining.STEPS);
            average.run(() -> assertThat(KnownTraining.values(net, "bias")).containsExactly(
                    new float[] {0.18377253449645892f, -0.16318568580015763f}, within(1e-6f)));
        }
        assertThat(new WeightAverage.Decay(0.9, true).at(1)).isEqualTo(2.0 / 11);
        assertThat(new WeightAverage.Decay(0.9, true).at(1000)).isEqualTo(0.9);
    }

    @Test
    void theModelGetsItsOwnBitsBackEvenAfterAFailure() {
        Linear net = KnownTraining.model();
        try (WeightAverage average = new WeightAverage(net, DECAY)) {
            train(net, average);
            float[] own = KnownTraining.values(net, "weight");
            assertThatThrownBy(() -> average.run(() -> {
                assertThat(KnownTraining.values(net, "weight")).isNotEqualTo(own);
                average.update();
            })).isInstanceOf(IllegalStateException.class).hasMessageContaining("has the averages");
            assertThat(KnownTraining.values(net, "weight")).containsExactly(own);
            assertThat(net.entries().get("weight").value().requiresGrad()).isTrue();
            average.update();
        }
    }

    @Test
    void savedLoadedAndContinuedGivesTheSameBits(@TempDir Path directory) {
        Path file = directory.resolve("average.safetensors");
        Linear net = KnownTraining.model();
        Linear other = KnownTraining.model();
        WeightAverage.Decay rising = new WeightAverage.Decay(0.9, true);
        try (WeightAverage average = new WeightAverage(net, rising);
                WeightAverage loaded = new WeightAverage(other, rising)) {
            train(net, average);
            SafetensorsWriter writer = new SafetensorsWriter();
            average.state().forEach(writer::add);
            writer.write(file);
            try (SafetensorsFile stored = SafetensorsFile.open(file)) {
                assertThat(stored.tensors()).extracting("name").contains("average.weight", "average.bias");
                StateLoader.load(stored, loaded.state(), new KeyTable("the average", Map.of(), List.of()));
            }
            loaded.resumeAt(average.updates());
            other.entries().forEach((name, entry) -> entry.set(net.entries().get(name).value()));
            average.update();
            loaded.update();
            float[][] expected = new float[1][];
            average.run(() -> expected[0] = KnownTraining.values(net, "weight"));
            loaded.run(() -> assertThat(KnownTraining.values(other, "weight")).containsExactly(expected[0]));
        }
    }

    @Test
    void runningStatisticsAreAveragedAndCountsCopied() {
        BatchNorm2d norm = new BatchNorm2d(2, 1e-5, 0.5);
        norm.init(Key.of(1));
        try (WeightAverage average = new WeightAverage(norm, new WeightAverage.Decay(0.5, false))) {
            Scope.run("step", () -> norm.forward(Tensor.ones(2, 1, 1, 2).mul(4), Pass.train(Key.of(1))));
            assertThat(norm.entries().get("running_mean").value().toFloats()).containsOnly(2);
            average.update();
            average.run(() -> {
                assertThat(norm.entries().get("running_mean").value().toFloats()).containsOnly(1);
                assertThat(norm.entries().get("num_batches_tracked").value().toLongs()).containsExactly(1);
            });
        }
    }

    @Test
    void memoryGoesBack() {
        Linear net = KnownTraining.model();
        long before = NativePool.shared().inUse();
        try (WeightAverage average = new WeightAverage(net, DECAY)) {
            average.update();
            average.run(() -> { });
        }
        assertThat(NativePool.shared().inUse()).isLessThanOrEqualTo(before);
    }

    @Test
    void whatIsFrozenIsLeftOutAndChangingThatAfterwardsIsNoticed() {
        Linear net = KnownTraining.model();
        net.freeze();
        try (WeightAverage average = new WeightAverage(net, DECAY)) {
            assertThat(average.state()).isEmpty();
            net.unfreeze();
            assertThatThrownBy(average::update).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("parameter weight was frozen, or given back");
        }
        assertThatThrownBy(() -> new WeightAverage.Decay(1, false)).isInstanceOf(IllegalArgumentException.class);
    }
}
