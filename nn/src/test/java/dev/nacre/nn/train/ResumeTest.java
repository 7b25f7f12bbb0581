package dev.nacre.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.nn.Linear;
import dev.nacre.nn.data.ShuffledBatches;
import dev.nacre.nn.optim.AdamW;
import dev.nacre.nn.optim.WarmUpCosineSquared;
import dev.nacre.nn.optim.WeightAverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training that stops anywhere and goes on is the same training. */
class ResumeTest {
    private static final int EPOCHS = 4;
    private static final int STEPS = 5;

    @TempDir
    private Path directory;

    /** Trains until {@code last} steps are done, from the checkpoints if there are any. */
    private Linear train(Path folder, Checkpoints.Policy policy, long last, boolean resume) {
        Linear net = new Linear(3, 2).init(Key.of(1));
        Checkpoints checkpoints = new Checkpoints(folder.resolve("checkpoints"), policy, () -> {
            SafetensorsWriter writer = new SafetensorsWriter();
            net.state().forEach(writer::add);
            return writer;
        });
        long[] done = new long[1];
        try (AdamW adamw = new AdamW(net, AdamW.Settings.decay(0.01)); CsvLog log = new CsvLog(folder);
                WeightAverage average = new WeightAverage(net, new WeightAverage.Decay(0.9, true))) {
            Trainer<Tensor> trainer = new Trainer<Tensor>(net, adamw, new WarmUpCosineSquared(0.1, 3, EPOCHS * STEPS),
                    Objective.of((batch, pass) -> net.forward(batch, pass).sub(Tensor.randn(pass.key(), 4, 2)).square()
                            .mean())).clipping(1.5).averaging(average).savingTo(checkpoints).watchedBy(log)
                    .validating(() -> net.entries().get("bias").value().square().sum().item(), EPOCHS)
                    .stoppingWhen(() -> done[0] == last)
                    .watchedBy(new TrainingListener() {
                        @Override
                        public void beforeTraining(long before, long total) {
                            done[0] = before;
                        }

                        @Override
                        public void afterStep(StepReport report) {
                            done[0] = report.done();
                        }
                    });
            if (resume) {
                trainer.resume();
            }
            trainer.fit(EPOCHS, new ShuffledBatches<>(4 * STEPS, 4, 2, Key.of(2), (chosen, key) -> {
                float[] values = new float[12];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) key.child(chosen[i / 3]).uniform(i % 3);
                }
                return Tensor.of(values, 4, 3);
            }), Key.of(3));
            average.install();
        }
        return net;
    }

    private static List<String> withoutSeconds(Path log) throws IOException {
        return Files.readAllLines(log).stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 5, 6, 12, 19})
    void theSameBitsAndTheSameLogWhereverItStopped(long stop) throws IOException {
        Path whole = Files.createDirectory(directory.resolve("whole"));
        Path parts = Files.createDirectory(directory.resolve("parts"));
        Linear uninterrupted = train(whole, Checkpoints.Policy.EPOCHS, -1, false);
        train(parts, new Checkpoints.Policy(2, 3), stop, false);
        Linear resumed = train(parts, new Checkpoints.Policy(2, 3), -1, true);
        uninterrupted.entries().forEach((name, entry) -> assertThat(resumed.entries().get(name).value().toFloats())
                .as(name).containsExactly(entry.value().toFloats()));
        assertThat(withoutSeconds(parts.resolve("log.csv"))).isEqualTo(withoutSeconds(whole.resolve("log.csv")))
                .hasSize(1 + EPOCHS * STEPS);
        assertThat(parts.resolve("epochs.csv")).hasSameTextualContentAs(whole.resolve("epochs.csv"));
    }

    @Test
    void theNewestFewAndTheBestAreKept() throws IOException {
        train(directory, new Checkpoints.Policy(2, 3), -1, false);
        try (Stream<Path> files = Files.list(directory.resolve("checkpoints"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("best.safetensors",
                    "step-000000016.safetensors", "step-000000018.safetensors", "step-000000020.safetensors");
        }
        try (SafetensorsFile best = SafetensorsFile.open(directory.resolve("checkpoints/best.safetensors"))) {
            assertThat(best.tensors()).hasSize(2);
            assertThat(best.metadata()).containsKey(Checkpoints.PROGRESS);
        }
    }

    @Test
    void aDamagedNewestCheckpointIsPassedOver() throws IOException {
        Linear whole = train(Files.createDirectory(directory.resolve("whole")), Checkpoints.Policy.EPOCHS, -1, false);
        train(directory, new Checkpoints.Policy(2, 3), 9, false);
        Path newest = directory.resolve("checkpoints/step-000000009.safetensors");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 200));
        Linear resumed = train(directory, new Checkpoints.Policy(2, 3), -1, true);
        assertThat(resumed.entries().get("weight").value().toFloats())
                .containsExactly(whole.entries().get("weight").value().toFloats());
    }

    @Test
    void withoutACheckpointThereIsNothingToResume() {
        assertThatThrownBy(() -> train(directory, Checkpoints.Policy.EPOCHS, -1, true))
                .isInstanceOf(CheckpointException.class).hasMessageContaining("there is no checkpoint in");
    }

    @Test
    void aFinishedTrainingHasNothingLeftToDo() throws IOException {
        Linear whole = train(directory, Checkpoints.Policy.EPOCHS, -1, false);
        Linear again = train(directory, Checkpoints.Policy.EPOCHS, -1, true);
        assertThat(again.entries().get("weight").value().toFloats())
                .containsExactly(whole.entries().get("weight").value().toFloats());
        assertThat(withoutSeconds(directory.resolve("log.csv"))).hasSize(1 + EPOCHS * STEPS);
    }
}
