package dev.nacre.mammo.task.zeroshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.mammo.clip.FileEmbedder;
import dev.nacre.mammo.clip.MammoClipPredictor;
import dev.nacre.mammo.clip.SmallModel;
import dev.nacre.mammo.clip.ZeroShotScores;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.InputException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An untrained model's vectors mean nothing, but what is made of them can be followed. */
class ZeroShotClassifierTest {
    private static final PromptClasses THREE = new PromptClasses(List.of(
            new PromptClass("none", List.of("normal", "there is no mass", "no calcification")),
            new PromptClass("mass", List.of("there is a mass", "a mass in the left breast")),
            new PromptClass("calcification", List.of("a suspicious calcification"))));

    @TempDir
    private static Path directory;
    private static MammoClipPredictor model;

    @BeforeAll
    static void load() {
        model = MammoClipPredictor.load(SmallModel.write(directory.resolve("model.safetensors")));
    }

    private static float[][] pictures(int count) {
        float[][] pictures = new float[count][model.model().config().embedding()];
        for (int picture = 0; picture < count; picture++) {
            for (int element = 0; element < pictures[picture].length; element++) {
                pictures[picture][element] = (float) Key.of(6).uniform(picture * 1000L + element) - 0.5f;
            }
        }
        return pictures;
    }

    private static double cosine(float[] first, double[] second) {
        double product = 0;
        double squares = 0;
        double others = 0;
        for (int element = 0; element < first.length; element++) {
            product += first[element] * second[element];
            squares += first[element] * first[element];
            others += second[element] * second[element];
        }
        return product / Math.sqrt(squares * others);
    }

    @Test
    void sentencesAreAveragedBeforeTheirLengthIsLost() {
        float[][] raw = model.projectTexts(THREE.classes().getFirst().sentences());
        assertThat(Arrays.stream(raw).map(row -> Math.sqrt(cosineProduct(row)))).as("of different lengths")
                .doesNotHaveDuplicates();
        double[] mean = new double[raw[0].length];
        for (float[] row : raw) {
            for (int element = 0; element < mean.length; element++) {
                mean[element] += row[element];
            }
        }
        float[][] pictures = pictures(3);
        ZeroShotScores scores = ZeroShotClassifier.of(model, THREE).scores(pictures);
        for (int picture = 0; picture < 3; picture++) {
            assertThat(scores.cosine(picture, 0)).isCloseTo(cosine(pictures[picture], mean), within(1e-6));
        }
    }

    private static double cosineProduct(float[] row) {
        double sum = 0;
        for (float value : row) {
            sum += value * value;
        }
        return sum;
    }

    @Test
    void rawVectorsOfLengthOneAreThoseOfSentences() {
        float[] raw = model.projectTexts(List.of("there is a mass"))[0];
        float[] unit = model.embedTexts(List.of("there is a mass"))[0];
        double length = Math.sqrt(cosineProduct(raw));
        for (int element = 0; element < raw.length; element++) {
            assertThat((double) unit[element]).isCloseTo(raw[element] / length, within(1e-6));
        }
    }

    @Test
    void theBestOfSeveralClassesIsTheMostProbable() {
        ZeroShotClassifier classifier = ZeroShotClassifier.of(model, THREE);
        float[][] pictures = pictures(20);
        ZeroShotScores scores = classifier.scores(pictures);
        int[] best = classifier.best(pictures);
        assertThat(Arrays.stream(best).distinct().count()).as("else this test says little").isGreaterThan(1);
        for (int picture = 0; picture < 20; picture++) {
            double sum = 0;
            for (int other = 0; other < 3; other++) {
                assertThat(scores.probability(picture, best[picture]))
                        .isGreaterThanOrEqualTo(scores.probability(picture, other));
                sum += scores.probability(picture, other);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
        assertThatThrownBy(() -> classifier.contrasts(pictures)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theContrastOfTwoClassesOrdersAsThePublishedScore() {
        ZeroShotClassifier two = ZeroShotClassifier.of(model, new PromptClasses(THREE.classes().subList(0, 2)));
        float[][] pictures = pictures(12);
        double[] contrasts = two.contrasts(pictures);
        ZeroShotScores scores = two.scores(pictures);
        for (int picture = 0; picture < 12; picture++) {
            assertThat(contrasts[picture]).isEqualTo(scores.cosine(picture, 1) - scores.cosine(picture, 0));
            assertThat(scores.publishedScore(picture, 1)).isCloseTo(1 / (1 + Math.exp(-contrasts[picture])),
                    within(1e-12));
        }
    }

    @Test
    void aContrastThatCanBeExplainedIsTheSameContrast() {
        ZeroShotClassifier two = ZeroShotClassifier.of(model, new PromptClasses(THREE.classes().subList(0, 2)));
        float[] pixels = new float[2 * SmallModel.SIDE * SmallModel.SIDE];
        for (int pixel = 0; pixel < pixels.length; pixel++) {
            pixels[pixel] = (float) Key.of(7).uniform(pixel) - 0.5f;
        }
        PictureBatch pictures = new PictureBatch(2, SmallModel.SIDE, SmallModel.SIDE, pixels);
        double[] expected = two.contrasts(model.embedPictures(pictures));
        double[] explained = two.contrast(model.model()).of(pictures);
        assertThat(Math.abs(expected[0])).as("else there is nothing to compare").isGreaterThan(1e-4);
        for (int picture = 0; picture < 2; picture++) {
            assertThat(explained[picture]).isCloseTo(expected[picture], within(1e-6));
        }
        ZeroShotClassifier three = ZeroShotClassifier.of(model, THREE);
        assertThatThrownBy(() -> three.contrast(model.model())).isInstanceOf(IllegalStateException.class);
    }

    /** Captions that are asked for by their own vectors are found first, a repeated one by both its pictures. */
    @Test
    void picturesAndCaptionsFindOneAnother() {
        List<String> captions = List.of("there is a mass", "normal", "there is a mass", "a suspicious calcification");
        float[][] pictures = model.embedTexts(captions);
        PictureTextRetrieval found = PictureTextRetrieval.of(new FileEmbedder(model, 2), pictures, captions);
        assertThat(found.toTexts().ranks()).containsExactly(1, 1, 1, 1);
        assertThat(found.toPictures().ranks()).as("different captions").containsExactly(1, 1, 1);
        float[][] exchanged = {pictures[1], pictures[0], pictures[2], pictures[3]};
        PictureTextRetrieval worse = PictureTextRetrieval.of(new FileEmbedder(model, 2), exchanged, captions);
        assertThat(worse.toTexts().recall(1)).isEqualTo(0.5);
        assertThat(worse.toPictures().ranks().getFirst()).as("its other picture is as near as the wrong one")
                .isEqualTo(2);
        assertThatThrownBy(() -> PictureTextRetrieval.of(new FileEmbedder(model, 2), new float[0][], List.of()))
                .isInstanceOf(InputException.class);
    }
}
