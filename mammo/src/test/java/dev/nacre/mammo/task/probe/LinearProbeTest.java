package dev.nacre.mammo.task.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.mammo.clip.SmallModel;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.mammo.task.SpotPictures;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.ScoredCases;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole path: invented pictures, an untrained encoder's features, a probe, and how well it tells others. */
class LinearProbeTest {
    private static final LabelScheme DISC = LabelScheme.finding("disc");
    private static final LabelScheme LEVEL = LabelScheme.classes(List.of("A", "B", "C", "D"));

    @TempDir
    private Path directory;

    private PictureFeatures features(List<LabelledPicture> pictures) {
        EfficientNet encoder = new EfficientNet(EfficientNetConfig.TINY).init(Key.of(3));
        return new FeatureCache(directory.resolve("cache"), encoder, SpotPictures.source(), 16)
                .features(pictures.stream().map(LabelledPicture::file).toList(), done -> { });
    }

    private static double area(LabelScheme scheme, TrainedProbe probe, List<LabelledPicture> pictures,
            PictureFeatures features, int output) {
        boolean[] positive = new boolean[pictures.size()];
        double[] scores = new double[positive.length];
        double[][] probabilities = probe.probabilities(features);
        for (int picture = 0; picture < positive.length; picture++) {
            positive[picture] = scheme.kind() == LabelScheme.Kind.CLASSES
                    ? pictures.get(picture).labels().getFirst() == output
                    : pictures.get(picture).labels().get(output) == 1;
            scores[picture] = probabilities[picture][output];
        }
        return ScoredCases.of(positive, scores).area();
    }

    @Test
    void aDiscIsToldFromFeaturesOfAnUntrainedEncoder() {
        SpotPictures spots = SpotPictures.discs(directory);
        List<LabelledPicture> training = spots.pictures(0, 60, number -> List.of(SpotPictures.disc(number)));
        List<LabelledPicture> held = spots.pictures(1000, 40, number -> List.of(SpotPictures.disc(number)));
        LinearProbe task = new LinearProbe(DISC, ProbeSettings.of(1, 7));
        PictureFeatures features = features(training);
        TrainedProbe probe = task.train(training, features);
        assertThat(area(DISC, probe, held, features(held), 0)).isGreaterThan(0.9);
        FittedLabel fit = probe.fits().getFirst();
        assertThat(List.of(fit.pictures(), fit.patients(), fit.folds())).containsExactly(60, 30, 5);
        TrainedProbe again = task.train(training, features);
        assertThat(again.classifier().weights(0)).as("the same bits").isEqualTo(probe.classifier().weights(0));
    }

    @Test
    void classesHaveProbabilitiesThatSumToOne() {
        SpotPictures spots = SpotPictures.levels(directory);
        List<LabelledPicture> training = spots.pictures(0, 60, number -> List.of(SpotPictures.level(number)));
        List<LabelledPicture> held = spots.pictures(1000, 40, number -> List.of(SpotPictures.level(number)));
        TrainedProbe probe = new LinearProbe(LEVEL, ProbeSettings.of(1, 7)).train(training, features(training));
        PictureFeatures others = features(held);
        for (double[] row : probe.probabilities(others)) {
            assertThat(IntStream.range(0, 4).mapToDouble(output -> row[output]).sum())
                    .isCloseTo(1, within(1e-12));
        }
        assertThat(area(LEVEL, probe, held, others, 0)).isGreaterThan(0.9);
        assertThat(area(LEVEL, probe, held, others, 3)).isGreaterThan(0.9);
    }

    /** Features that are the labels themselves, so that what is used shows. */
    private static PictureFeatures telling(List<LabelledPicture> pictures) {
        return new PictureFeatures("test", pictures.stream().map(picture -> new float[] {
            picture.labels().getFirst() + (float) Key.of(2).uniform(picture.hashCode() & 0xffff), 1})
                .toArray(float[][]::new));
    }

    private static List<LabelledPicture> invented(int count, IntFunction<List<Integer>> labels) {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            pictures.add(new LabelledPicture(Path.of("picture" + number), "p" + number / 2, labels.apply(number)));
        }
        return pictures;
    }

    @Test
    void aShareOfTheLabelsIsAShareOfThePatients() {
        List<LabelledPicture> pictures = invented(200, number -> List.of(number % 20 < 2 ? 1 : 0));
        TrainedProbe tenth = new LinearProbe(DISC, ProbeSettings.of(0.1, 1)).train(pictures, telling(pictures));
        assertThat(tenth.fits().getFirst().patients()).isEqualTo(10);
        assertThat(tenth.fits().getFirst().pictures()).isEqualTo(20);
        assertThat(new LinearProbe(DISC, ProbeSettings.of(0.1, 2)).train(pictures, telling(pictures)).classifier()
                .weights(0)).isNotEqualTo(tenth.classifier().weights(0));
        TrainedProbe hundredth = new LinearProbe(DISC, ProbeSettings.of(0.01, 1)).train(pictures, telling(pictures));
        assertThat(hundredth.fits().getFirst().patients()).isEqualTo(2);
        assertThat(hundredth.fits().getFirst().folds()).as("nobody to hold out").isZero();
        assertThat(hundredth.fits().getFirst().penalty()).isEqualTo(0.1);
    }

    @Test
    void unknownLabelsOfOneFindingLeaveTheOtherAsItIs() {
        LabelScheme two = LabelScheme.findings(List.of("disc", "other"));
        List<LabelledPicture> pictures = invented(60, number -> List.of(number % 3 == 0 ? 1 : 0,
                number < 40 ? number % 4 == 0 ? 1 : 0 : LabelledPicture.UNKNOWN));
        List<LabelledPicture> alone = invented(60, number -> List.of(number % 3 == 0 ? 1 : 0));
        PictureFeatures features = telling(alone);
        TrainedProbe both = new LinearProbe(two, ProbeSettings.of(1, 1)).train(pictures, features);
        assertThat(both.fits()).extracting(FittedLabel::pictures).containsExactly(60, 40);
        TrainedProbe one = new LinearProbe(DISC, ProbeSettings.of(1, 1)).train(alone, features);
        assertThat(both.classifier().weights(0)).isEqualTo(one.classifier().weights(0));
        assertThat(both.probabilities(features)[0][0]).isEqualTo(one.probabilities(features)[0][0]);
    }

    @Test
    void balanceRaisesTheProbabilityOfWhatIsRare() {
        List<LabelledPicture> pictures = invented(100, number -> List.of(number % 10 == 0 ? 1 : 0));
        PictureFeatures features = new PictureFeatures("test", pictures.stream().map(picture ->
                new float[] {(float) Key.of(2).uniform(picture.file().hashCode() & 0xffff)}).toArray(float[][]::new));
        ProbeSettings fixed = ProbeSettings.of(1, 1).withPenalties(List.of(1.0));
        double plain = new LinearProbe(DISC, fixed).train(pictures, features).probabilities(features)[0][0];
        double balanced = new LinearProbe(DISC, fixed.withBalance()).train(pictures, features)
                .probabilities(features)[0][0];
        assertThat(plain).isBetween(0.05, 0.2);
        assertThat(balanced).isBetween(0.4, 0.6);
    }

    @Test
    void aProbeIsReadAsItWasWritten() {
        LabelScheme two = LabelScheme.findings(List.of("disc", "other"));
        List<LabelledPicture> pictures = invented(30, number -> List.of(number % 3 == 0 ? 1 : 0, number % 2));
        PictureFeatures features = telling(pictures);
        ProbeSettings settings = ProbeSettings.of(1, 1);
        TrainedProbe probe = new LinearProbe(two, settings).train(pictures, features);
        Path file = directory.resolve("probe.safetensors");
        probe.write(settings.toJson(), file);
        TrainedProbe read = TrainedProbe.read(file);
        assertThat(read.scheme()).isEqualTo(two);
        assertThat(read.fits()).isEqualTo(probe.fits());
        assertThat(read.logits(features)).isDeepEqualTo(probe.logits(features));
        Path other = SmallModel.write(directory.resolve("model.safetensors"));
        assertThatThrownBy(() -> TrainedProbe.read(other)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("mammo-clip").hasMessageContaining("linear-probe");
    }

    @Test
    void whatCannotBeLearnedIsRefused() {
        List<LabelledPicture> same = invented(10, number -> List.of(0));
        assertThatThrownBy(() -> new LinearProbe(DISC, ProbeSettings.of(1, 1)).train(same, telling(same)))
                .isInstanceOf(InputException.class).hasMessageContaining("\"disc\"").hasMessageContaining("one label");
        List<LabelledPicture> unknown = invented(10, number -> List.of(LabelledPicture.UNKNOWN));
        assertThatThrownBy(() -> new LinearProbe(DISC, ProbeSettings.of(1, 1)).train(unknown, telling(unknown)))
                .isInstanceOf(InputException.class).hasMessageContaining("of none of the 10");
        List<LabelledPicture> wrong = invented(10, number -> List.of(number));
        assertThatThrownBy(() -> new LinearProbe(LEVEL, ProbeSettings.of(1, 1)).train(wrong, telling(wrong)))
                .isInstanceOf(InputException.class).hasMessageContaining("picture 5");
        TrainedProbe probe = new LinearProbe(DISC, ProbeSettings.of(1, 1)).train(
                invented(20, number -> List.of(number % 2)), telling(invented(20, number -> List.of(number % 2))));
        assertThatThrownBy(() -> probe.logits(new PictureFeatures("other", new float[1][2])))
                .isInstanceOf(InputException.class).hasMessageContaining("another encoder");
    }
}
