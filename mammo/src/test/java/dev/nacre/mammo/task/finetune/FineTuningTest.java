package dev.nacre.mammo.task.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.SmallModel;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.prepare.PictureCache;
import dev.nacre.mammo.published.PictureClassifier;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.mammo.prepare.PictureBatches;
import dev.nacre.mammo.task.SpotPictures;
import dev.nacre.mammo.task.finetune.FineTuningSettings.Optimisation;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.ScoredCases;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.train.Checkpoints;
import dev.nacre.nn.train.EpochReport;
import dev.nacre.nn.train.Outcome;
import dev.nacre.nn.train.TrainingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole trainings in miniature: a disc is to be found. */
class FineTuningTest {
    private static final LabelScheme DISC = LabelScheme.finding("disc");
    private static final EfficientNetConfig TINY = EfficientNetConfig.TINY.withDropout(0, 0);
    private static final Optimisation FAST = new Optimisation(3e-3, new LayerRates(0.9), 0.1, 1e-4, 1);

    @TempDir
    private Path directory;

    private List<LabelledPicture> discs(int first, int count) {
        return SpotPictures.discs(directory).pictures(first, count, number -> List.of(SpotPictures.disc(number)));
    }

    private FineTuning tuning(FineTuningSettings settings, int training, int validation) {
        return new FineTuning(TINY, DISC, SpotPictures.source(), settings, discs(0, training),
                discs(1000, validation));
    }

    @Test
    void aDiscIsLearnedAndTheFileGivesTheSameScores() {
        List<Double> measured = new ArrayList<>();
        FineTuning.Result result = tuning(FineTuningSettings.of(4, 6, FAST, 7), 36, 12)
                .watchedBy(new TrainingListener() {
                    @Override
                    public void afterEpoch(EpochReport report) {
                        measured.add(report.validation().orElseThrow());
                    }
                }).start(directory.resolve("run"));
        List<LabelledPicture> held = discs(2000, 21);
        boolean[] positive = new boolean[held.size()];
        double[] scores = new double[positive.length];
        FineTunedPredictor loaded = FineTunedPredictor.load(directory.resolve("run/model.safetensors"));
        for (int number = 0; number < scores.length; number++) {
            positive[number] = held.get(number).labels().getFirst() == 1;
            PictureScores one = result.model().score(held.get(number).file());
            scores[number] = one.raw()[0];
            PictureScores again = loaded.score(held.get(number).file());
            assertThat(again.logits()).isEqualTo(one.logits());
            assertThat(again.best()).isEqualTo(one.calibrated().orElseThrow());
        }
        assertThat(ScoredCases.of(positive, scores).area()).isGreaterThan(0.9);
        assertThat(measured).hasSize(4);
        assertThat(loaded.scheme()).isEqualTo(DISC);
        assertThat(result.outcome()).isEqualTo(new Outcome(Outcome.End.COMPLETE, 24));
    }

    /** The validation pictures say the contrary of the training: the better it learns, the worse it gets there. */
    @Test
    void theModelIsThatOfTheBestEpoch() {
        List<Double> measured = new ArrayList<>();
        FineTuningSettings settings = FineTuningSettings.of(4, 6, FAST, 5)
                .withValidation(ValidationMeasure.CROSS_ENTROPY, 100);
        List<LabelledPicture> contrary = SpotPictures.discs(directory).pictures(1000, 8,
                number -> List.of(1 - SpotPictures.disc(number)));
        FineTunedPredictor model = new FineTuning(TINY, DISC, SpotPictures.source(), settings, discs(0, 18), contrary)
                .watchedBy(new TrainingListener() {
                    @Override
                    public void afterEpoch(EpochReport report) {
                        measured.add(report.validation().orElseThrow());
                    }
                }).start(directory.resolve("run")).model();
        double[][] logits = contrary.stream().map(picture -> model.score(picture.file()).logits())
                .toArray(double[][]::new);
        double best = measured.stream().min(Double::compare).orElseThrow();
        assertThat(measured.getLast()).as("else this test says nothing").isGreaterThan(best);
        assertThat(ValidationMeasure.CROSS_ENTROPY.of(DISC, contrary, logits))
                .isCloseTo(best, within(1e-5));
    }

    @Test
    void aTrainingThatWasStoppedGoesOnToTheSameBytes() throws IOException {
        FineTuningSettings settings = FineTuningSettings.of(2, 4, FAST, 3).withShare(0.5, 3)
                .withAugmentation(PictureAugmentation.MAMMO_CLIP).withCheckpoints(new Checkpoints.Policy(1, 2));
        tuning(settings, 16, 6).start(directory.resolve("whole"));
        AtomicInteger asked = new AtomicInteger();
        Path parts = directory.resolve("parts");
        assertThat(tuning(settings, 16, 6).stoppingWhen(() -> asked.incrementAndGet() > 3).start(parts).outcome())
                .isEqualTo(new Outcome(Outcome.End.STOPPED, 3));
        assertThat(parts.resolve("model.safetensors")).doesNotExist();
        tuning(settings, 16, 6).resume(parts);
        assertThat(parts.resolve("model.safetensors"))
                .hasSameBinaryContentAs(directory.resolve("whole/model.safetensors"));
        assertThat(parts.resolve("epochs.csv")).hasSameTextualContentAs(directory.resolve("whole/epochs.csv"));
        assertThat(Files.readAllLines(parts.resolve("log.csv"))).as("two passes of two steps reach three").hasSize(9);
    }

    @Test
    void classesAreLearnedFromAPretrainedEncoderWhoseLicenceStays() {
        MammoClipPredictor start = MammoClipPredictor.load(SmallModel.write(directory.resolve("start.safetensors")));
        LabelScheme levels = LabelScheme.classes(List.of("A", "B", "C", "D"));
        SpotPictures pictures = SpotPictures.levels(directory);
        FineTuning tuning = new FineTuning(start.model().config().image(), levels, SpotPictures.source(),
                FineTuningSettings.of(1, 6, new Optimisation(1e-9, LayerRates.EQUAL, 0, 0, 1), 3).withRecalibration(0),
                pictures.pictures(0, 12, number -> List.of(SpotPictures.level(number))),
                pictures.pictures(1000, 12, number -> List.of(SpotPictures.level(number))));
        FineTunedPredictor model = tuning.startingFrom(start).start(directory.resolve("run")).model();
        String weight = "_blocks.3._depthwise_conv.weight";
        assertThat(model.model().encoder().entries().get(weight).value().toFloats()).usingComparatorWithPrecision(1e-6f)
                .containsExactly(start.model().imageEncoder().entries().get(weight).value().toFloats());
        PictureScores scores = model.score(pictures.pictures(7, 1, number -> List.of(0)).getFirst().file());
        assertThat(scores.raw()).hasSize(4);
        assertThat(Arrays.stream(scores.raw()).sum()).isCloseTo(1,
                within(1e-12));
        assertThatThrownBy(() -> new FineTuning(TINY, DISC, new PictureCache(PixelRecipe.mammoClip(64, 64), 0),
                FineTuningSettings.of(1, 2, FAST, 1), discs(0, 6), discs(1000, 6)).startingFrom(start))
                .isInstanceOf(InputException.class).hasMessageContaining("mammo-clip");
        assertThatThrownBy(() -> new FineTuning(EfficientNetConfig.B0, DISC, SpotPictures.source(),
                FineTuningSettings.of(1, 2, FAST, 1), discs(0, 6), discs(1000, 6)).startingFrom(start))
                .isInstanceOf(InputException.class).hasMessageContaining("another size");
        assertThatThrownBy(() -> new FineTuning(start.model().config().image().withPadding(
                EfficientNetConfig.Padding.SYMMETRIC), DISC, SpotPictures.source(),
                FineTuningSettings.of(1, 2, FAST, 1), discs(0, 6), discs(1000, 6)).startingFrom(start))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("SYMMETRIC");
    }

    /** Its weights stay as they were, its running statistics do not. */
    @Test
    void thePublishedProbeLeavesTheWeightsOfTheEncoder() {
        MammoClipPredictor start = MammoClipPredictor.load(SmallModel.write(directory.resolve("start.safetensors")));
        FineTunedPredictor model = PublishedProbe.training(start.model().config().image(), DISC, SpotPictures.source(),
                FineTuningSettings.of(1, 4, Optimisation.published(1e-2, 0), 3), discs(0, 8), discs(1000, 6))
                .startingFrom(start).start(directory.resolve("run")).model();
        List<String> changed = new ArrayList<>();
        model.model().encoder().entries().forEach((name, entry) -> {
            if (!Arrays.equals(entry.value().toFloats(),
                    start.model().imageEncoder().entries().get(name).value().toFloats())) {
                changed.add(name);
            }
        });
        assertThat(changed).isNotEmpty().allMatch(name -> name.contains(".running_")
                || name.endsWith(".num_batches_tracked"));
        float[] untrained = new PictureClassifier(start.model().config().image(), 1)
                .init(Key.of(3).child("weights")).head().parameters().get("weight").value().toFloats();
        assertThat(model.model().head().parameters().get("weight").value().toFloats()).isNotEqualTo(untrained);
    }

    @Test
    void aPatientIsTrainedOnOrValidatedOn() {
        assertThatThrownBy(() -> new FineTuning(TINY, DISC, SpotPictures.source(), FineTuningSettings.of(1, 2, FAST, 1),
                discs(0, 6), discs(4, 6))).isInstanceOf(InputException.class).hasMessageContaining("2 of the 6")
                .hasMessageContaining("split by patient");
        assertThatThrownBy(() -> new FineTuning(TINY, DISC, SpotPictures.source(), FineTuningSettings.of(1, 2, FAST, 1),
                discs(0, 6), discs(1000, 2))).isInstanceOf(InputException.class)
                .hasMessageContaining("validate on all have the same labels");
        assertThatThrownBy(() -> new FineTuning(TINY, DISC, SpotPictures.source(), FineTuningSettings.of(1, 2, FAST, 1),
                discs(1, 2), discs(1000, 6))).isInstanceOf(InputException.class)
                .hasMessageContaining("train on all have the same labels");
    }

    @Test
    void anotherFileIsToldFromAModel() {
        Path other = SmallModel.write(directory.resolve("clip.safetensors"));
        assertThatThrownBy(() -> FineTunedPredictor.load(other)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("mammo-clip").hasMessageContaining("mammo-classifier");
        assertThatThrownBy(() -> FineTunedPredictor.loadPublished(other, DISC)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no classifier");
    }

    /** The names of a published file, whose state dict is its entry {@code model}. */
    @Test
    void aPublishedClassifierIsReadWithTheLabelsThatItIsSaidToHave() {
        PictureClassifier model = new PictureClassifier(EfficientNetConfig.B0, 4).init(Key.of(2));
        SafetensorsWriter writer = new SafetensorsWriter();
        model.state().forEach(entry -> writer.add("model." + entry.name(), entry.value().get(), entry.layout()));
        Path file = directory.resolve("published.safetensors");
        writer.write(file);
        LabelScheme density = LabelScheme.classes(List.of("A", "B", "C", "D"));
        FineTunedPredictor read = FineTunedPredictor.loadPublished(file, density);
        for (String name : List.of("image_encoder._conv_head.weight", "classifier.classification_head.weight")) {
            assertThat(read.model().entries().get(name).value().toFloats())
                    .isEqualTo(model.entries().get(name).value().toFloats());
        }
        assertThat(read.pictures()).isEqualTo(PixelRecipe.mammoClip(1520, 912));
        assertThat(read.calibration()).isEmpty();
        assertThatThrownBy(() -> FineTunedPredictor.loadPublished(file, DISC)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("4 outputs").hasMessageContaining("1 labels");
    }

    @Test
    void batchesAreAllPicturesInAnOrderOfEachPass() {
        List<LabelledPicture> pictures = discs(0, 5);
        LabelledBatches once = new LabelledBatches(pictures, new PictureBatches(
                SpotPictures.source()), 2, 0, PictureAugmentation.NONE, Key.of(1));
        assertThat(once.batches()).isEqualTo(2);
        LabelledBatches often = new LabelledBatches(pictures, once.source(), 2, 5, PictureAugmentation.NONE, Key.of(1));
        assertThat(often.batches()).isEqualTo(6);
        LabelledBatches few = new LabelledBatches(pictures, once.source(), 9, 0, PictureAugmentation.NONE, Key.of(1));
        assertThat(few.batches()).as("fewer pictures than a batch").isEqualTo(1);
        assertThat(few.epoch(0, 0).next().labels()).hasSize(5);
    }
}
