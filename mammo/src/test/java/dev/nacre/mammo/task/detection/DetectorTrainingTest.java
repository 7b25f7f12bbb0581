package dev.nacre.mammo.task.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.mammo.clip.PretrainingSettings.Activations;
import dev.nacre.mammo.eval.localisation.CountedPictures;
import dev.nacre.mammo.eval.localisation.HitRule;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.InputException;
import dev.nacre.nn.detection.BoundingBox;
import dev.nacre.nn.detection.DetectionChoice;
import dev.nacre.nn.detection.NonMaximumSuppression;
import dev.nacre.nn.detection.RetinaNetConfig;
import dev.nacre.nn.detection.RetinaNetConfig.Taps;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.train.Outcome;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectorTrainingTest {
    private static final RetinaNetConfig CONFIG = new RetinaNetConfig(
            EfficientNetConfig.TINY.withDropout(0, 0).withBatchNormMomentum(0.2), Taps.FINE, 16, 1);
    private static final DetectionSettings SHORT = DetectionSettings.usual(2, 2, 1e-3, 5);
    private static final List<LesionKind> KINDS = List.of(LesionKind.MASS);

    @TempDir
    private Path folder;

    private DetectorTraining training(DetectionSettings settings) {
        return new DetectorTraining(CONFIG, KINDS, DiscPictures.whole(), settings,
                DiscPictures.write(folder, 0, 4), DiscPictures.write(folder, 100, 2));
    }

    private static Map<String, float[]> weights(DetectorPredictor detector) {
        Map<String, float[]> weights = new TreeMap<>();
        detector.model().entries().forEach((name, entry) -> weights.put(name, entry.value().toFloats()));
        return weights;
    }

    private static void expectSame(DetectorPredictor one, DetectorPredictor other) {
        Map<String, float[]> own = weights(one);
        weights(other).forEach((name, values) -> assertThat(own.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void brightDiscsAreFoundOnThePixelsOfTheFile() {
        List<MarkedPictures.Picture> unseen = DiscPictures.write(folder, 200, 12);
        DetectionSettings settings = DetectionSettings.usual(12, 4, 3e-3, 1).withLongestGradient(1)
                .with(PictureAugmentation.NONE.withFlips(0.5, 0.5));
        DetectorPredictor detector = new DetectorTraining(CONFIG, KINDS, DiscPictures.whole(), settings,
                DiscPictures.write(folder, 0, 36), DiscPictures.write(folder, 100, 8)).start(folder).detector();
        List<DetectionResults.Picture> found = unseen.stream().map(picture -> new DetectionResults.Picture(
                picture.patient(), detector.detect(picture.file()), picture.lesions())).toList();
        DetectionResults results = DetectionResults.of(found, 0, HitRule.USUAL);
        assertThat(results.precision().at(0.5)).isGreaterThan(0.8);
        assertThat(results.froc(CountedPictures.ALL).falseMarksAt(0.8)).isLessThan(0.5);
        assertThat(folder.resolve("epochs.csv")).exists();
        List<FoundLesion> again = DetectorPredictor.load(folder.resolve("model.safetensors"))
                .detect(unseen.getFirst().file());
        assertThat(again).isEqualTo(found.getFirst().found());
        expectDiscsInTiles(detector);
    }

    /** Ellipses as the network saw the discs of shrunk pictures, across the borders of tiles. */
    private static void expectDiscsInTiles(DetectorPredictor detector) {
        int height = 150;
        int width = 140;
        double[][] centres = {{64, 40}, {100, 104}, {36, 100}};
        short[] levels = new short[height * width];
        for (int index = 0; index < levels.length; index++) {
            double x = index % width + 0.5;
            double y = index / width + 0.5;
            boolean inside = Arrays.stream(centres).anyMatch(centre ->
                    Math.hypot((x - centre[0]) / 18, (y - centre[1]) / 12) < 1);
            levels[index] = (short) (40 + 50 * Key.of(9).uniform(index) + (inside ? 120 : 0));
        }
        List<FoundLesion> found = new TiledDetection(detector, 44, 3).detect(
                Mammogram.of("tiles", new GreyPicture(height, width, 8, levels)),
                new DetectionChoice(0.3, new NonMaximumSuppression(0.2), 3));
        for (double[] centre : centres) {
            BoundingBox truth = new BoundingBox(centre[0] - 18, centre[1] - 12, centre[0] + 18, centre[1] + 12);
            assertThat(found).filteredOn(one -> one.box().overlap(truth) > 0.4).hasSize(1);
        }
    }

    @Test
    void aPictureOfOneTileIsSeenAsAWhole() {
        List<MarkedPictures.Picture> pictures = DiscPictures.write(folder, 0, 4);
        DetectorPredictor detector = new DetectorTraining(CONFIG, KINDS,
                RandomTiles.reading(PixelRecipe.plain(DiscPictures.HEIGHT, DiscPictures.WIDTH)), SHORT, pictures,
                pictures).start(folder.resolve("tiles")).detector();
        Path file = pictures.getFirst().file();
        List<FoundLesion> whole = detector.detect(file);
        assertThat(whole).isNotEmpty();
        assertThat(TiledDetection.of(detector).detect(file)).isEqualTo(whole);
    }

    @Test
    void anInterruptedTrainingGivesTheSameBits() {
        DetectorPredictor whole = training(SHORT).start(folder.resolve("whole")).detector();
        AtomicInteger asked = new AtomicInteger();
        DetectorTraining.Result part = training(SHORT).stoppingWhen(() -> asked.incrementAndGet() > 3)
                .start(folder.resolve("part"));
        assertThat(part.outcome().end()).isEqualTo(Outcome.End.STOPPED);
        assertThat(folder.resolve("part/model.safetensors")).doesNotExist();
        expectSame(training(SHORT).resume(folder.resolve("part")).detector(), whole);
        expectSame(DetectorPredictor.load(folder.resolve("part/model.safetensors")), whole);
        expectSame(training(SHORT.with(Activations.RECOMPUTED)).start(folder.resolve("again")).detector(), whole);
    }

    @Test
    void aFrozenEncoderStaysAsItIs() {
        DetectionSettings frozen = SHORT.with(DetectionSettings.Encoder.FROZEN);
        Map<String, float[]> before = weights(training(frozen).stoppingWhen(() -> true)
                .start(folder.resolve("none")).detector());
        DetectorPredictor after = training(frozen).start(folder.resolve("frozen")).detector();
        weights(after).forEach((name, values) -> {
            if (name.startsWith("efficientnet.")) {
                assertThat(values).as(name).isEqualTo(before.get(name));
            }
        });
        assertThat(weights(after).get("regressionModel.output.weight"))
                .isNotEqualTo(before.get("regressionModel.output.weight"));
    }

    @Test
    void whatCannotBeTrainedOnIsRefused() {
        List<MarkedPictures.Picture> pictures = DiscPictures.write(folder, 0, 4);
        List<MarkedPictures.Picture> normal = pictures.stream().filter(one -> one.lesions().isEmpty()).toList();
        assertThatThrownBy(() -> new DetectorTraining(CONFIG, KINDS, DiscPictures.whole(), SHORT, normal, List.of()))
                .isInstanceOf(InputException.class).hasMessageContaining("none of the 2 pictures");
        assertThatThrownBy(() -> new DetectorTraining(CONFIG, KINDS, DiscPictures.whole(), SHORT, pictures, normal))
                .isInstanceOf(InputException.class).hasMessageContaining("validate");
        DetectionSettings large = DetectionSettings.usual(2, 3, 1e-3, 5).with(DetectionSettings.Normals.NONE);
        assertThatThrownBy(() -> new DetectorTraining(CONFIG, KINDS, DiscPictures.whole(), large, pictures,
                List.of())).isInstanceOf(InputException.class).hasMessageContaining("fewer than one batch of 3");
        assertThatThrownBy(() -> new DetectorTraining(CONFIG, List.of(LesionKind.MASS, LesionKind.CALCIFICATION),
                DiscPictures.whole(), SHORT, pictures, List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name each class");
        assertThatThrownBy(() -> DetectorPredictor.load(pictures.getFirst().file()))
                .isInstanceOf(CheckpointException.class);
        assertThat(LesionKind.fromJson(LesionKind.ANY.toJson())).isEqualTo(LesionKind.ANY);
    }
}
