package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.core.io.StoredTensor;
import dev.nacre.mammo.clip.PretrainingSettings.Optimisation;
import dev.nacre.mammo.data.Breast;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole training in miniature: eight pictures of one bright spot each, and a sentence that says where. */
class PretrainingTest {
    private static final int EPOCHS = 40;

    @TempDir
    private Path directory;

    @Test
    void everySpotFindsItsSentence() throws IOException {
        TinyTraining tiny = new TinyTraining(directory);
        List<Breast> rows = tiny.rows();
        MammoClipPredictor trained = tiny.train(rows, directory.resolve("run"), EPOCHS);
        float[][] pictures = rows.stream()
                .map(row -> trained.embedPicture(row.pictures().values().iterator().next().getFirst()))
                .toArray(float[][]::new);
        float[][] sentences = trained.embedTexts(rows.stream().map(row -> row.sections().getFirst()).toList());
        ZeroShotScores scores = trained.zeroShot(pictures, sentences);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(scores.rank(i, i)).as("picture %d", i).isEqualTo(1);
        }
        List<String> log = Files.readAllLines(directory.resolve("run/log.csv"));
        assertThat(log).hasSize(1 + 2 * EPOCHS);
    }

    @Test
    void theFileGivesTheSameVectorsAsTheTrainedModel() {
        TinyTraining tiny = new TinyTraining(directory);
        MammoClipPredictor trained = tiny.train(tiny.rows(), directory.resolve("run"), 1);
        MammoClipPredictor loaded = MammoClipPredictor.load(directory.resolve("run/model.safetensors"));
        assertThat(loaded.embedTexts(List.of("a spot above")))
                .isDeepEqualTo(trained.embedTexts(List.of("a spot above")));
        Path picture = tiny.rows().getFirst().pictures().values().iterator().next().getFirst();
        assertThat(loaded.embedPicture(picture)).containsExactly(trained.embedPicture(picture));
        Path checkpoint = directory.resolve("run/checkpoints/step-000000002.safetensors");
        assertThat(MammoClipPredictor.load(checkpoint).model().config())
                .isEqualTo(trained.model().config());
    }

    @Test
    void whatBeginsWithRestrictedWeightsKeepsTheirLicence() {
        TinyTraining tiny = new TinyTraining(directory);
        MammoClipPredictor first = tiny.train(tiny.rows(), directory.resolve("first"), 1);
        MammoClipPredictor restricted = new MammoClipPredictor(first.model(), first.texts(), first.pictures(),
                Optional.of(MammoFmRelease.LICENCE));
        tiny.pretraining(tiny.rows(), TinyTraining.settings(1), List.of()).startingFrom(restricted)
                .start(directory.resolve("second"));
        assertThat(MammoClipPredictor.load(directory.resolve("second/model.safetensors")).licence())
                .contains(MammoFmRelease.LICENCE);
    }

    @Test
    void weightsOfOtherSizesAreNoBeginning() {
        TinyTraining tiny = new TinyTraining(directory);
        MammoClipPredictor first = tiny.train(tiny.rows(), directory.resolve("first"), 1);
        MammoClip other = new MammoClip(new MammoClipConfig(first.model().config().image(),
                first.model().config().text(), 16)).init(Key.of(1));
        assertThatThrownBy(() -> tiny.pretraining(tiny.rows(), TinyTraining.settings(1), List.of()).startingFrom(
                new MammoClipPredictor(other, first.texts(), first.pictures(), Optional.empty())))
                .isInstanceOf(InputException.class).hasMessageContaining("of other sizes");
    }

    @Test
    void theSameTrainingTwiceGivesTheSameBytes() throws IOException {
        TinyTraining tiny = new TinyTraining(directory);
        tiny.train(tiny.rows(), directory.resolve("first"), 2);
        tiny.train(tiny.rows(), directory.resolve("second"), 2);
        assertThat(Arrays.equals(Files.readAllBytes(directory.resolve("first/model.safetensors")),
                Files.readAllBytes(directory.resolve("second/model.safetensors")))).isTrue();
    }

    @Test
    void aTrainingThatWasStoppedGoesOnToTheSameBytes() throws IOException {
        TinyTraining tiny = new TinyTraining(directory);
        PretrainingSettings settings = PretrainingSettings.of(3, new Optimisation(2e-3, 0.5, 1, 0.01, 1, 0.9), 7)
                .withMemory(PretrainingSettings.Activations.STORED, 2).withCheckpoints(new Checkpoints.Policy(1, 2));
        List<Breast> held = tiny.rows().subList(0, 3);
        tiny.pretraining(tiny.rows(), settings, held).start(directory.resolve("whole"));
        Path parts = directory.resolve("parts");
        AtomicInteger asked = new AtomicInteger();
        Outcome outcome = tiny.pretraining(tiny.rows(), settings, held)
                .stoppingWhen(() -> asked.incrementAndGet() > 3).start(parts).outcome();
        assertThat(outcome).isEqualTo(new Outcome(Outcome.End.STOPPED, 3));
        assertThat(parts.resolve("model.safetensors")).doesNotExist();
        assertThat(tiny.pretraining(tiny.rows(), settings, held).resume(parts).outcome().steps()).isEqualTo(6);
        assertThat(parts.resolve("model.safetensors"))
                .hasSameBinaryContentAs(directory.resolve("whole/model.safetensors"));
        assertThat(parts.resolve("epochs.csv")).hasSameTextualContentAs(directory.resolve("whole/epochs.csv"));
    }

    @Test
    void withRowsToValidateOnTheModelIsThatOfTheSmallestLoss() throws IOException {
        TinyTraining tiny = new TinyTraining(directory);
        tiny.pretraining(tiny.rows(), TinyTraining.settings(3).withRecalibration(false), tiny.rows().subList(0, 4))
                .start(directory.resolve("run"));
        try (SafetensorsFile best = SafetensorsFile.open(directory.resolve("run/checkpoints/best.safetensors"));
                SafetensorsFile model = SafetensorsFile.open(directory.resolve("run/model.safetensors"))) {
            assertThat(model.floats("logit_scale")).containsExactly(best.floats("logit_scale"));
        }
        assertThat(Files.readAllLines(directory.resolve("run/epochs.csv"))).hasSize(4)
                .anySatisfy(line -> assertThat(line).endsWith(",1"));
    }

    @Test
    void aRehearsalWritesNothing() {
        Pretraining.Rehearsal rehearsal = new TinyTraining(directory).pretraining(
                new TinyTraining(directory).rows(), TinyTraining.settings(3), List.of()).rehearse();
        assertThat(rehearsal.steps()).isEqualTo(6);
        assertThat(rehearsal.parameters()).isGreaterThan(100_000);
        assertThat(rehearsal.peakBytes()).isBetween(1L << 20, rehearsal.availableBytes());
        assertThat(rehearsal.seconds()).isPositive();
    }

    @Test
    void recomputedActivationsGiveTheSameWeights() {
        TinyTraining tiny = new TinyTraining(directory);
        MammoClip stored = tiny.train(tiny.rows(), directory.resolve("stored"), 2).model();
        MammoClip recomputed = tiny.pretraining(tiny.rows(),
                TinyTraining.settings(2).withMemory(PretrainingSettings.Activations.RECOMPUTED, 0), List.of())
                .start(directory.resolve("recomputed")).model().model();
        stored.entries().forEach((name, entry) -> assertThat(recomputed.entries().get(name).value().toFloats())
                .as(name).containsExactly(entry.value().toFloats()));
    }

    @Test
    void tooFewRowsAreToldBeforeAnythingIsWritten() {
        TinyTraining tiny = new TinyTraining(directory);
        assertThatThrownBy(() -> tiny.train(tiny.rows().subList(0, 3), directory.resolve("run"), 1))
                .isInstanceOf(InputException.class).hasMessageContaining("3 rows").hasMessageContaining("batch of 4");
        assertThat(directory.resolve("run")).doesNotExist();
    }

    @Test
    void filesOfOtherModelsAreRefusedWithOneSentence() {
        Path foreign = directory.resolve("foreign.safetensors");
        new SafetensorsWriter().metadata("format", "pt").write(foreign);
        assertThatThrownBy(() -> MammoClipPredictor.load(foreign)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("neither a model file of ours");

        TinyTraining tiny = new TinyTraining(directory);
        tiny.train(tiny.rows(), directory.resolve("run"), 1);
        Path pruned = directory.resolve("pruned.safetensors");
        try (SafetensorsFile file = SafetensorsFile.open(directory.resolve("run/model.safetensors"))) {
            SafetensorsWriter writer = new SafetensorsWriter().metadata(MammoClipFile.KEY,
                    file.metadata().get(MammoClipFile.KEY));
            for (StoredTensor tensor : file.tensors()) {
                if (!tensor.name().equals("logit_scale")) {
                    writer.add(tensor.name(), tensor.type(), tensor.shape(), file.bytes(tensor.name()));
                }
            }
            writer.write(pruned);
        }
        assertThatThrownBy(() -> MammoClipPredictor.load(pruned)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("logit_scale");
    }
}
