package dev.nacre.mammo.finealign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.nacre.core.Key;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.mammo.finealign.FineAlignTrainingSettings.Optimisation;
import dev.nacre.mammo.finealign.loss.Curriculum;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.ResNetConfig;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings in miniature. */
class FineAlignTrainingTest {
    private static final DiscPhantoms PHANTOMS = new DiscPhantoms(64, 32, 3);
    private static final int BATCH = 4;

    @TempDir
    private Path directory;

    private static FineAlignConfig config(Mode mode) {
        BertConfig text = BertConfig.small(DiscPhantoms.vocabulary(), 16, 1, 32);
        return mode == Mode.PRECURSOR ? FineAlignConfig.precursor(ResNetConfig.TINY, text)
                : FineAlignConfig.recommended(ResNetConfig.TINY, text, 16);
    }

    private static FineAlignData data(boolean held) {
        List<DiscPhantoms.Phantom> exams = PHANTOMS.exams(8, Key.of(1));
        return new FineAlignData(PHANTOMS.training(exams, BATCH, Key.of(2)), held
                ? Optional.of(() -> PHANTOMS.validation(exams.subList(1, 7), BATCH)) : Optional.empty());
    }

    private static FineAlignTrainingSettings settings(Mode mode, Curriculum curriculum) {
        FineAlignTrainingSettings usual = FineAlignTrainingSettings.of(mode, curriculum, 7);
        return usual.withOptimisation(usual.optimisation().withRate(1e-3)
                .withAverage(mode == Mode.PRECURSOR ? 0 : 0.9)).withCheckpoints(new Checkpoints.Policy(1, 2));
    }

    private static FineAlignTraining training(Mode mode, FineAlignTrainingSettings settings, boolean held) {
        return new FineAlignTraining(config(mode), DiscPhantoms.words(), PixelRecipe.oriented(64, 32), settings,
                data(held));
    }

    @Test
    void aStoppedTrainingGoesOnToTheSameBytesInBothModes() throws IOException {
        for (Mode mode : Mode.values()) {
            // One epoch of two steps in each stage.
            Curriculum curriculum = mode == Mode.PRECURSOR ? Curriculum.precursor(3) : Curriculum.recommended(1, 1, 1);
            FineAlignTrainingSettings settings = settings(mode, curriculum);
            Path whole = directory.resolve(mode + "-whole");
            Path parts = directory.resolve(mode + "-parts");
            assertThat(training(mode, settings, true).start(whole).outcome())
                    .isEqualTo(new Outcome(Outcome.End.COMPLETE, 6));
            AtomicInteger asked = new AtomicInteger();
            assertThat(training(mode, settings, true).stoppingWhen(() -> asked.incrementAndGet() > 3).start(parts)
                    .outcome()).isEqualTo(new Outcome(Outcome.End.STOPPED, 3));
            assertThat(parts.resolve("model.safetensors")).doesNotExist();
            assertThat(training(mode, settings, true).resume(parts).outcome().steps()).isEqualTo(6);
            for (String file : List.of("model.safetensors", "epochs.csv", "parts.csv", "validation.csv")) {
                assertThat(parts.resolve(file)).as(mode + " " + file)
                        .hasSameBinaryContentAs(whole.resolve(file));
            }
            List<String> lines = Files.readAllLines(whole.resolve("parts.csv"));
            assertThat(lines).hasSize(7);
            assertThat(lines.getFirst()).startsWith("epoch,step,global,graded,views,words,");
            // Words do not count in the first stage of the recommended mode.
            assertThat(lines.get(1).split(",")[5].isEmpty()).isEqualTo(mode == Mode.RECOMMENDED);
            assertThat(lines.get(5).split(",")[5]).isNotEmpty();
            assertThat(Files.readAllLines(whole.resolve("validation.csv"))).hasSize(4);
        }
    }

    @Test
    void theModelIsTheBestOfTheLastStage() throws IOException {
        Curriculum curriculum = Curriculum.recommended(1, 1, 2);
        Path run = directory.resolve("run");
        TrainedFineAlign trained = training(Mode.RECOMMENDED, settings(Mode.RECOMMENDED, curriculum).withPatience(1)
                .withOptimisation(Optimisation.RECOMMENDED.withRate(1e-3)), true).start(run).trained();
        List<String> epochs = Files.readAllLines(run.resolve("epochs.csv"));
        assertThat(epochs.subList(1, 4)).allSatisfy(line -> assertThat(line).endsWith(",1"));
        double last = Double.parseDouble(epochs.get(3).split(",")[3]);
        assertThat(last).isBetween(0.0, 2.0);
        assertThat(Double.parseDouble(epochs.get(2).split(",")[3])).isBetween(10.0, 12.0);
        TrainedFineAlign loaded = TrainedFineAlign.load(run.resolve("model.safetensors"));
        assertThat(loaded.model().config()).isEqualTo(trained.model().config());
        try (SafetensorsFile best = SafetensorsFile.open(run.resolve("checkpoints/best.safetensors"));
                SafetensorsFile model = SafetensorsFile.open(run.resolve("model.safetensors"))) {
            assertThat(model.floats("logit_scale")).containsExactly(best.floats("logit_scale"));
        }
    }

    @Test
    void recomputedActivationsGiveTheSameGradients() throws IOException {
        FineAlignTrainingSettings settings = settings(Mode.RECOMMENDED, Curriculum.recommended(0, 0, 1));
        training(Mode.RECOMMENDED, settings, false).start(directory.resolve("kept"));
        training(Mode.RECOMMENDED, settings.withRecomputing(true), false).start(directory.resolve("again"));
        String[] kept = Files.readAllLines(directory.resolve("kept/log.csv")).get(1).split(",");
        String[] again = Files.readAllLines(directory.resolve("again/log.csv")).get(1).split(",");
        assertThat(again[2]).isEqualTo(kept[2]);
        // The parts of a gradient are added in another order.
        assertThat(Double.parseDouble(again[3])).isCloseTo(Double.parseDouble(kept[3]), withinPercentage(0.001));
    }

    @Test
    void runningStatisticsAreAveragedAfreshWhereThatIsWanted() {
        for (Mode mode : Mode.values()) {
            FineAlignTrainingSettings settings = settings(mode, mode == Mode.PRECURSOR ? Curriculum.precursor(1)
                    : Curriculum.recommended(0, 0, 1));
            Path plain = directory.resolve(mode + "-plain");
            Path afresh = directory.resolve(mode + "-afresh");
            training(mode, settings, false).start(plain);
            training(mode, settings.withRecalibration(true), false).start(afresh);
            try (SafetensorsFile one = SafetensorsFile.open(plain.resolve("model.safetensors"));
                    SafetensorsFile other = SafetensorsFile.open(afresh.resolve("model.safetensors"))) {
                one.tensors().forEach(tensor -> {
                    if (tensor.name().endsWith("running_mean")) {
                        assertThat(other.floats(tensor.name())).as(tensor.name())
                                .isNotEqualTo(one.floats(tensor.name()));
                    } else if (tensor.name().endsWith(".weight")) {
                        assertThat(other.floats(tensor.name())).isEqualTo(one.floats(tensor.name()));
                    }
                });
            }
        }
    }

    @Test
    void aCurriculumOfTheOtherModeIsRefused() {
        assertThatThrownBy(() -> training(Mode.PRECURSOR, settings(Mode.PRECURSOR, Curriculum.recommended(1, 1, 1)),
                false)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Curriculum.precursor");
        assertThatThrownBy(() -> Optimisation.RECOMMENDED.withRate(0)).hasMessageContaining("above 0");
    }
}
