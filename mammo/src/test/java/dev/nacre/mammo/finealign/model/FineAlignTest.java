package dev.nacre.mammo.finealign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.golden.RelativeError;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.ResNetConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FineAlignTest {
    private static final Offset<Float> CLOSE = within(2e-5f);

    private static FineAlign model(FineAlignConfig config) {
        FineAlign model = new FineAlign(config).init(Key.of(1));
        // What starts at 0 would hide what it multiplies.
        model.parameters().forEach((name, parameter) -> {
            if (Arrays.stream(parameter.value().toDoubles()).allMatch(value -> value == 0)) {
                parameter.set(Tensor.randn(Key.of(name.hashCode()), parameter.spec().shape().sizes()).mul(0.3));
            }
        });
        return model;
    }

    private static ExamFeatures features(FineAlign model, int exams, int... slots) {
        return model.pictures(RandomExams.pictures(slots), slots, exams, Pass.EVAL);
    }

    static Stream<FineAlignConfig> configurations() {
        FineAlignConfig resNet = RandomExams.recommended(ResNetConfig.TINY);
        return Stream.of(resNet, RandomExams.recommended(EfficientNetConfig.TINY),
                resNet.withCrossView(FineAlignConfig.CrossView.NONE), resNet.withAsymmetry(-1),
                RandomExams.precursor(ResNetConfig.TINY), RandomExams.precursor(EfficientNetConfig.TINY));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void shapesAreThoseOfTheRecords(FineAlignConfig config) {
        FineAlign model = model(config);
        int[] slots = {0, 1, 2, 5, 7};
        ExamFeatures features = features(model, 2, slots);
        int width = config.width();
        assertThat(features.pyramid()).hasSize(5);
        assertThat(features.tokens().shape().sizes()).containsExactly(2, 4, 4, 6, width);
        assertThat(features.vectors().shape().sizes()).containsExactly(2, 4, width);
        assertThat(features.breasts().shape().sizes()).containsExactly(2, 2, width);
        assertThat(features.asymmetry().shape().sizes()).containsExactly(5, 4, 6, 1);
        assertThat(features.present().toFloats()).containsExactly(1, 1, 1, 0, 0, 1, 0, 1);
        ReportFeatures reports = model.reports(RandomExams.words(0), Pass.EVAL);
        assertThat(reports.words().shape().sizes()).containsExactly(2, 3, width);
        assertThat(reports.sentences().shape().sizes()).containsExactly(2, 2, width);
        assertThat(reports.reports().shape().sizes()).containsExactly(2, width);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void vectorsAndPlacesOfPresentViewsHaveLengthOneAndOthersAreZero(FineAlignConfig config) {
        ExamFeatures features = features(model(config), 2, 0, 1, 2, 5, 7);
        float[] present = features.present().toFloats();
        float[] vectors = features.vectors().square().sum(2).toFloats();
        float[] places = features.tokens().square().sum(4).flatten(2, 3).toFloats();
        for (int slot = 0; slot < 8; slot++) {
            assertThat(vectors[slot]).isCloseTo(present[slot], CLOSE);
            for (int n = 0; n < 24; n++) {
                assertThat(places[slot * 24 + n]).isCloseTo(present[slot], CLOSE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void breastsAreMeansOverTheViewsThatAreThere(FineAlignConfig config) {
        ExamFeatures features = features(model(config), 2, 0, 1, 2, 5, 7);
        float[] vectors = features.vectors().toFloats();
        float[] breasts = features.breasts().toFloats();
        int width = config.width();
        for (int i = 0; i < width; i++) {
            assertThat(breasts[i]).isCloseTo((vectors[i] + vectors[width + i]) / 2, CLOSE);
            assertThat(breasts[width + i]).isCloseTo(vectors[2 * width + i], CLOSE);
            assertThat(breasts[2 * width + i]).isCloseTo(vectors[5 * width + i], CLOSE);
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void anExamDoesNotDependOnTheOthersNorOnItsPlace(FineAlignConfig config) {
        FineAlign model = model(config);
        int[] first = {0, 1, 2, 3};
        int[] second = {4, 6, 7};
        float[] pixels = join(RandomExams.pictures(second), RandomExams.pictures(first));
        PictureBatch swapped = new PictureBatch(7, RandomExams.HEIGHT, RandomExams.WIDTH, pixels);
        ExamFeatures there = features(model, 2, 0, 1, 2, 3, 4, 6, 7);
        ExamFeatures back = model.pictures(swapped, new int[] {0, 2, 3, 4, 5, 6, 7}, 2, Pass.EVAL);
        for (int exam = 0; exam < 2; exam++) {
            assertThat(back.tokens().slice(0, 1 - exam, 2 - exam).toFloats())
                    .containsExactly(there.tokens().slice(0, exam, exam + 1).toFloats(), CLOSE);
            assertThat(back.vectors().slice(0, 1 - exam, 2 - exam).toFloats())
                    .containsExactly(there.vectors().slice(0, exam, exam + 1).toFloats(), CLOSE);
        }
        assertThat(back.asymmetry().slice(0, 0, 3).toFloats())
                .containsExactly(there.asymmetry().slice(0, 4, 7).toFloats(), CLOSE);
    }

    private static float[] join(PictureBatch first, PictureBatch second) {
        float[] all = Arrays.copyOf(first.values(), first.values().length + second.values().length);
        System.arraycopy(second.values(), 0, all, first.values().length, second.values().length);
        return all;
    }

    @Test
    void aViewChangesItsCounterpartsAndNothingElse() {
        FineAlign model = model(RandomExams.recommended(ResNetConfig.TINY));
        float[][] all = vectors(features(model, 1, 0, 1, 2, 3));
        float[][] without = vectors(features(model, 1, 0, 2, 3));
        assertThat(without[0]).as("its ipsilateral view").isNotEqualTo(all[0]);
        assertThat(without[2]).as("the CC view of the other breast").containsExactly(all[2], CLOSE);
        assertThat(without[3]).as("its contralateral view, by asymmetry").isNotEqualTo(all[3]);
        FineAlign apart = model(RandomExams.recommended(ResNetConfig.TINY)
                .withCrossView(FineAlignConfig.CrossView.NONE).withAsymmetry(FineAlignConfig.NO_ASYMMETRY));
        assertThat(vectors(features(apart, 1, 0, 2, 3))[0])
                .containsExactly(vectors(features(apart, 1, 0, 1, 2, 3))[0], CLOSE);
    }

    private static float[][] vectors(ExamFeatures features) {
        float[][] rows = new float[4][];
        for (int view = 0; view < 4; view++) {
            rows[view] = features.vectors().slice(1, view, view + 1).toFloats();
        }
        return rows;
    }

    @Test
    void paddingOfTextsChangesNothing() {
        for (FineAlignConfig config : List.of(RandomExams.recommended(ResNetConfig.TINY),
                RandomExams.precursor(ResNetConfig.TINY))) {
            FineAlign model = model(config);
            ReportFeatures plain = model.reports(RandomExams.words(0), Pass.EVAL);
            ReportFeatures padded = model.reports(RandomExams.words(3), Pass.EVAL);
            assertThat(padded.reports().toFloats()).containsExactly(plain.reports().toFloats(), CLOSE);
            assertThat(padded.words().slice(1, 0, 3).toFloats())
                    .containsExactly(plain.words().toFloats(), within(2e-4f));
            assertThat(padded.sentences().slice(1, 0, 2).toFloats())
                    .containsExactly(plain.sentences().toFloats(), CLOSE);
            assertThat(padded.words().slice(1, 3, 6).toFloats()).containsOnly(0);
            assertThat(padded.sentences().slice(1, 2, 5).toFloats()).containsOnly(0);
            assertThat(plain.wordMask().toFloats()).containsExactly(1, 1, 1, 1, 1, 0);
            assertThat(plain.sentenceMask().toFloats()).containsExactly(1, 1, 1, 0);
        }
    }

    @Test
    void wordsAreSumsOfPiecesOverTheLastFourLayers() {
        FineAlign model = model(RandomExams.precursor(ResNetConfig.TINY));
        var batch = RandomExams.words(0);
        List<Tensor> states = model.textEncoder().states(batch.tokens().idTensor(),
                batch.tokens().attentionMaskTensor(), Pass.EVAL);
        double[] expected = new double[12];
        for (int layer = 2; layer <= 5; layer++) {
            double[] state = states.get(layer).toDoubles();
            for (int i = 0; i < 12; i++) {
                expected[i] += state[2 * 12 + i] + state[3 * 12 + i];
            }
        }
        double[] second = model.reports(batch, Pass.EVAL).words().slice(0, 0, 1).slice(1, 1, 2).toDoubles();
        assertThat(second).containsExactly(expected, within(1e-4));
    }

    @Test
    void mapsOfAbnormalityAreOfThePicturesSizeAndTheBackgroundIsDark() {
        FineAlign model = model(RandomExams.recommended(EfficientNetConfig.TINY));
        int[] slots = {0, 1, 3};
        PictureBatch pictures = RandomExams.pictures(slots);
        PictureBatch breasts = RandomExams.breasts(3);
        Abnormality maps = model.abnormality(model.pictures(pictures, slots, 1, Pass.EVAL), pictures, breasts,
                Pass.EVAL);
        for (Tensor map : List.of(maps.background(), maps.veil(), maps.veilLogits(), maps.awareness(),
                maps.awarenessLogits())) {
            assertThat(map.shape().sizes()).containsExactly(3, RandomExams.HEIGHT, RandomExams.WIDTH, 1);
        }
        float[] cap = BreastLevels.percentile(pictures, breasts, 0.25);
        float[] brightest = maps.background().reshape(3, -1).max(1).getFirst().toFloats();
        for (int k = 0; k < 3; k++) {
            assertThat(cap[k]).isBetween(0.2f, 0.3f);
            assertThat(brightest[k]).isPositive().isLessThanOrEqualTo(cap[k] + 0.05001f);
        }
        assertThat(maps.veil().toFloats()).containsExactly(maps.veilLogits().sigmoid().toFloats());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everyTrainedParameterIsReached(FineAlignConfig config) {
        FineAlign model = model(config);
        int[] slots = {0, 1, 2, 4};
        PictureBatch pictures = RandomExams.pictures(slots);
        Pass pass = Pass.train(Key.of(4));
        Gradients gradients = loss(model, pictures, slots, pass).backward();
        List<String> missing = new ArrayList<>();
        model.parameters().forEach((name, parameter) -> {
            if (parameter.use() == Parameter.Use.TRAINED && !gradients.has(parameter.value())) {
                missing.add(name);
            }
        });
        assertThat(missing).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void recomputingChangesNoGradient(FineAlignConfig config) {
        int[] slots = {0, 1, 2, 4};
        PictureBatch pictures = RandomExams.pictures(slots);
        List<float[]> found = new ArrayList<>();
        for (Pass pass : List.of(Pass.train(Key.of(4)), Pass.train(Key.of(4)).recomputing())) {
            FineAlign model = model(config);
            Gradients gradients = loss(model, pictures, slots, pass).backward();
            found.add(gradients.of(model.parameters().values().stream()
                    .filter(parameter -> parameter.path().contains("encoder")).findFirst().orElseThrow().value())
                    .toFloats());
        }
        // Branches are summed in another order.
        assertThat(RelativeError.of(found.getLast(), found.getFirst())).isLessThan(1e-5);
    }

    private static Tensor loss(FineAlign model, PictureBatch pictures, int[] slots, Pass pass) {
        ExamFeatures features = model.pictures(pictures, slots, 2, pass.child(0));
        ReportFeatures reports = model.reports(RandomExams.words(0), pass.child(1));
        Tensor maps;
        if (model.config().mode() == FineAlignConfig.Mode.RECOMMENDED) {
            Abnormality found = model.abnormality(features, pictures, RandomExams.breasts(slots.length),
                    pass.child(2));
            maps = found.awareness().add(found.veil()).add(found.background()).square().sum();
        } else {
            Dehazing found = model.dehazing(features, pass.child(2));
            maps = found.clear().add(found.transmission()).square().sum();
        }
        Tensor weights = Tensor.randn(Key.of(8), model.config().width());
        return maps.add(features.tokens().mul(weights).square().sum()).add(features.vectors().mul(weights).sum())
                .add(reports.words().mul(weights).square().sum()).add(reports.sentences().mul(weights).sum())
                .add(reports.reports().mul(weights).sum()).add(model.logitScale());
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aConfigurationSurvivesJson(FineAlignConfig config) {
        assertThat(FineAlignConfig.fromJson(Json.parse(config.toJson().toString()))).isEqualTo(config);
    }

    @Test
    void theScaleIsTenForThePrecursorAndAtMostAHundred() {
        assertThat(new FineAlign(RandomExams.precursor(ResNetConfig.TINY)).init(Key.of(1)).logitScale().item())
                .isEqualTo(10);
        FineAlign model = new FineAlign(RandomExams.recommended(ResNetConfig.TINY)).init(Key.of(1));
        assertThat(model.logitScale().item()).isCloseTo(1 / 0.07, within(1e-4));
        model.parameters().get("logit_scale").set(Tensor.scalar(7));
        assertThat(model.logitScale().item()).isCloseTo(100, within(1e-3));
    }

    @Test
    void sizesThatDoNotDivideAndPlacesThatAreTakenAreRefused() {
        FineAlign model = new FineAlign(RandomExams.recommended(ResNetConfig.TINY)).init(Key.of(1));
        PictureBatch odd = new PictureBatch(1, 64, 40, new float[64 * 40]);
        assertThatThrownBy(() -> model.pictures(odd, new int[] {0}, 1, Pass.EVAL))
                .isInstanceOf(ShapeException.class).hasMessageContaining("32");
        assertThatThrownBy(() -> model.pictures(RandomExams.pictures(0, 1), new int[] {0, 4}, 1, Pass.EVAL))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("places");
        assertThatThrownBy(() -> model.dehazing(features(model, 1, 0), Pass.EVAL))
                .isInstanceOf(IllegalStateException.class);
    }
}
