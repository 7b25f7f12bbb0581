package dev.nacre.mammo.task.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.op.BinaryCrossEntropy;
import dev.nacre.core.op.CrossEntropy;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.published.PictureClassifier;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import dev.nacre.mammo.task.OutputCalibration;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.optim.ParameterGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FineTuningPartsTest {
    private static final LabelScheme ONE = LabelScheme.finding("mass");
    private static final LabelScheme TWO = LabelScheme.findings(List.of("mass", "calcification"));
    private static final LabelScheme LEVELS = LabelScheme.classes(List.of("A", "B", "C"));
    private static final int UNKNOWN = LabelledPicture.UNKNOWN;

    private static List<LabelledPicture> pictures(int[]... labels) {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int[] own : labels) {
            pictures.add(new LabelledPicture(Path.of("p" + pictures.size()), "p" + pictures.size(),
                    Arrays.stream(own).boxed().toList()));
        }
        return pictures;
    }

    private static List<List<Integer>> labels(List<LabelledPicture> pictures) {
        return pictures.stream().map(LabelledPicture::labels).toList();
    }

    /** Every trained parameter of every published size is in one group, at the rate of its depth. */
    @Test
    void ratesFallFromTheLinearLayerToTheStem() {
        for (EfficientNetConfig config : List.of(EfficientNetConfig.TINY, EfficientNetConfig.B2)) {
            List<ParameterGroup> groups = new LayerRates(0.5).groups(config, 1e-4);
            assertThat(groups).extracting(ParameterGroup::name).containsExactly("linear layer", "last convolution",
                    "stage 7", "stage 6", "stage 5", "stage 4", "stage 3", "stage 2", "stage 1", "stem");
            Map<String, Integer> members = new TreeMap<>();
            new PictureClassifier(config, 1).parameters().forEach((name, parameter) -> {
                List<ParameterGroup> own = groups.stream().filter(group -> group.members().has(name, parameter))
                        .toList();
                assertThat(own).as(name).hasSize(1);
                members.merge(own.getFirst().name(), 1, Integer::sum);
            });
            assertThat(members).hasSize(10);
        }
        assertThat(new LayerRates(0.5).groups(EfficientNetConfig.B2, 0)).extracting(ParameterGroup::rateFactor)
                .startsWith(1.0, 0.5, 0.25).endsWith(Math.pow(0.5, 9));
        // Spec table of B2: blocks 16 to 20 are stage 6.
        ParameterGroup sixth = new LayerRates(0.5).groups(EfficientNetConfig.B2, 0).get(3);
        Map<String, Parameter> parameters = new PictureClassifier(EfficientNetConfig.B2, 1).parameters();
        for (int block = 0; block < 23; block++) {
            String name = "image_encoder._blocks." + block + "._depthwise_conv.weight";
            assertThat(sixth.members().has(name, parameters.get(name))).as(name).isEqualTo(block >= 16 && block <= 20);
        }
        assertThatThrownBy(() -> new LayerRates(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLossOfAFindingIsTheWeightedBinaryCrossEntropy() {
        List<LabelledPicture> pictures = pictures(new int[] {1}, new int[] {0}, new int[] {0}, new int[] {0});
        LabelLoss loss = LabelLoss.balanced(ONE, pictures);
        assertThat(loss.positiveWeight()).containsExactly(3);
        Tensor logits = Tensor.of(new float[] {0.3f, -2, 1.5f, 4}, 4, 1);
        assertThat(loss.of(logits, labels(pictures)).item()).isCloseTo(BinaryCrossEntropy.of(logits,
                Tensor.of(new float[] {1, 0, 0, 0}, 4, 1), 3).item(), within(1e-6));
        assertThat(LabelLoss.plain(ONE).of(logits, labels(pictures)).item()).isCloseTo(BinaryCrossEntropy.of(logits,
                Tensor.of(new float[] {1, 0, 0, 0}, 4, 1), 1).item(), within(1e-6));
    }

    @Test
    void unknownLabelsHaveNoPartInTheLossAndEachFindingItsOwnWeight() {
        List<LabelledPicture> pictures = pictures(new int[] {1, UNKNOWN}, new int[] {0, 1}, new int[] {0, 0},
                new int[] {UNKNOWN, 0}, new int[] {0, 0});
        LabelLoss loss = LabelLoss.balanced(TWO, pictures);
        assertThat(loss.positiveWeight()).containsExactly(3, 3);
        float[] logits = {0.5f, 99, -1, 2, 3, -0.5f, 77, 0.1f, 0, 0};
        double sum = 0;
        for (int place = 0; place < logits.length; place++) {
            int label = pictures.get(place / 2).labels().get(place % 2);
            double probability = 1 / (1 + Math.exp(-logits[place]));
            sum -= label == UNKNOWN ? 0 : label == 1 ? 3 * Math.log(probability) : Math.log(1 - probability);
        }
        assertThat(loss.of(Tensor.of(logits, 5, 2), labels(pictures)).item()).isCloseTo(sum / 8, within(1e-6));
    }

    @Test
    void theLossOfClassesIsTheCrossEntropy() {
        List<LabelledPicture> pictures = pictures(new int[] {2}, new int[] {0});
        Tensor logits = Tensor.of(new float[] {1, 2, 3, 0, -1, 4}, 2, 3);
        assertThat(LabelLoss.balanced(LEVELS, pictures).of(logits, labels(pictures)).item())
                .isEqualTo(CrossEntropy.of(logits, Tensor.of(new int[] {2, 0}), 0).item());
    }

    @Test
    void validationMeasuresAreThoseOfTheirNames() {
        List<LabelledPicture> pictures = pictures(new int[] {1, 0}, new int[] {0, UNKNOWN}, new int[] {1, 0},
                new int[] {0, 0});
        double[][] logits = {{2, 0}, {1, 0}, {0.5, 3}, {0, 0}};
        assertThat(ValidationMeasure.AREA.of(TWO, pictures, logits)).as("of the finding that has both kinds")
                .isCloseTo(0.25, within(1e-15));
        double expected = -(Math.log(sigmoid(2)) + Math.log(1 - sigmoid(1)) + Math.log(sigmoid(0.5)) + Math.log(0.5)
                + Math.log(0.5) + Math.log(1 - sigmoid(3)) + Math.log(0.5)) / 7;
        assertThat(ValidationMeasure.CROSS_ENTROPY.of(TWO, pictures, logits)).isCloseTo(expected, within(1e-6));
        double[][] classes = {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}, {3, 0, 0}};
        List<LabelledPicture> right = pictures(new int[] {0}, new int[] {1}, new int[] {2}, new int[] {0});
        assertThat(ValidationMeasure.AREA.of(LEVELS, right, classes)).isZero();
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** Classes drawn by their own probabilities, told with logits that are twice too sure. */
    @Test
    void calibratedProbabilitiesOfClassesSumToOneAndAreLessSure() {
        List<LabelledPicture> pictures = new ArrayList<>();
        double[][] logits = new double[600][3];
        for (int number = 0; number < logits.length; number++) {
            for (int output = 0; output < 3; output++) {
                logits[number][output] = 2 * Key.of(1).uniform(number * 3L + output);
            }
            double[] probabilities = LEVELS.probabilities(logits[number]);
            double drawn = Key.of(2).uniform(number);
            int own = drawn < probabilities[0] ? 0 : drawn < probabilities[0] + probabilities[1] ? 1 : 2;
            pictures.addAll(pictures(new int[] {own}));
            for (int output = 0; output < 3; output++) {
                logits[number][output] *= 4;
            }
        }
        OutputCalibration fitted = OutputCalibration.fit(LEVELS, pictures, logits);
        double[] sure = {6, 2, 0};
        double[] calibrated = fitted.probabilities(sure);
        assertThat(Arrays.stream(calibrated).sum()).isCloseTo(1, within(1e-12));
        assertThat(LEVELS.probabilities(sure)[0]).isGreaterThan(0.97);
        assertThat(calibrated[0]).isCloseTo(LEVELS.probabilities(new double[] {1.5, 0.5, 0})[0], within(0.07));
        OutputCalibration again = OutputCalibration.fromJson(LEVELS,
                Json.parse(fitted.toJson().toString()));
        assertThat(again.probabilities(sure)).isEqualTo(calibrated);
    }

    /** So that what explains linear classifiers explains a fine-tuned model as well. */
    @Test
    void theLinearLayerByItselfGivesTheModelsLogits() {
        PictureClassifier model = new PictureClassifier(EfficientNetConfig.TINY, 3).init(Key.of(5));
        FineTunedPredictor predictor = new FineTunedPredictor(model, LEVELS, PixelRecipe.plain(64, 64),
                Optional.empty(), Optional.empty());
        float[] values = new float[64 * 64];
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) Key.of(6).uniform(index);
        }
        PictureBatch picture = new PictureBatch(1, 64, 64, values);
        float[][] features = new float[1][];
        Scope.run("features", () -> features[0] = model.encoder().forward(picture.tensor(3), Pass.EVAL).toFloats());
        assertThat(predictor.head().logits(features[0]))
                .containsExactly(predictor.scores(picture).getFirst().logits(), within(1e-5));
    }
}
