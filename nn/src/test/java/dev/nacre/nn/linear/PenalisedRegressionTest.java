package dev.nacre.nn.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Expected numbers are those of scikit-learn 1.9: StandardScaler, LogisticRegression with solver newton-cholesky. */
class PenalisedRegressionTest {
    private static final Lbfgs EXACT = new Lbfgs(10, 2000, 1e-11);

    private static LabelledFeatures two() {
        return LabelledFeatures.of(SmallCases.features(), SmallCases.twoClasses());
    }

    private static LabelledFeatures four() {
        return LabelledFeatures.of(SmallCases.features(), SmallCases.fourClasses());
    }

    private static void assertOutput(LinearClassifier classifier, int output, double intercept, double... weights) {
        assertThat(classifier.weights(output)).containsExactly(weights, within(1e-8));
        assertThat(classifier.intercept(output)).isCloseTo(intercept, within(1e-6));
    }

    @Test
    void twoClassesAsScikitLearnFitsThem() {
        LinearFit fit = new LogisticRegression(0.05, EXACT).fit(two());
        assertOutput(fit.classifier(), 0, 2.5498770807997513, 0.2715979607319465, -0.24133730696474684,
                -0.02338160293999334, 0);
        assertThat(fit.classifier().entropy(two())).isCloseTo(0.3500716069516753, within(1e-10));
        assertThat(fit.loss()).isCloseTo(0.4121466330613086, within(1e-12));
    }

    @Test
    void weightedCasesAsScikitLearnFitsThem() {
        LabelledFeatures cases = new LabelledFeatures(SmallCases.features(), SmallCases.twoClasses(),
                SmallCases.weights());
        LinearFit fit = new LogisticRegression(0.01, EXACT).fit(cases);
        assertOutput(fit.classifier(), 0, -2.835033565026925, 0.44730799495312945, -0.3713370744790707,
                0.023483870975544687, 0);
        assertThat(fit.classifier().entropy(cases)).isCloseTo(0.3218644370849304, within(1e-10));
        assertThat(fit.loss()).isCloseTo(0.3538792562164056, within(1e-12));
    }

    @Test
    void fourClassesAsScikitLearnFitsThem() {
        LinearFit fit = new SoftmaxRegression(4, 0.05, EXACT).fit(four());
        assertOutput(fit.classifier(), 0, -0.7704284109761315, -0.23442988106522222, 0.08004585188188477,
                0.017279192575738594, 0);
        assertOutput(fit.classifier(), 1, -2.4933146574860725, -0.09209296063418085, 0.06102307353013725,
                0.023648989335436372, 0);
        assertOutput(fit.classifier(), 2, 2.2783415452378897, 0.09667388891113284, -0.12019924467881676,
                -0.014574772084403805, 0);
        assertOutput(fit.classifier(), 3, 0.9854015232243131, 0.22984895278827033, -0.020869680733205293,
                -0.026353409826771153, 0);
        assertThat(fit.loss()).isCloseTo(1.040726104334183, within(1e-12));
    }

    @Test
    void fourClassesOfWeightedCasesAsScikitLearnFitsThem() {
        LinearFit fit = new SoftmaxRegression(4, 0.02, EXACT).fit(new LabelledFeatures(SmallCases.features(),
                SmallCases.fourClasses(), SmallCases.weights()));
        assertOutput(fit.classifier(), 3, 2.234900994021716, 0.33810657959086793, -0.015212440216152232,
                -0.047732983294541724, 0);
        assertThat(fit.loss()).isCloseTo(0.9615559856667373, within(1e-12));
    }

    @Test
    void theUsualSolverIsNearEnough() {
        LinearFit fit = new LogisticRegression(0.05).fit(two());
        assertThat(fit.end()).isEqualTo(Lbfgs.End.FLAT);
        assertThat(fit.loss()).isCloseTo(0.4121466330613086, within(1e-10));
    }

    /** Central differences, with one output and with several. */
    @Test
    void theGradientIsThatOfTheLoss() {
        for (int outputs : new int[] {1, 4}) {
            LabelledFeatures cases = new LabelledFeatures(SmallCases.features(),
                    outputs == 1 ? SmallCases.twoClasses() : SmallCases.fourClasses(), SmallCases.weights());
            PenalisedEntropy function = new PenalisedEntropy(cases, outputs, 0.3);
            double[] point = new double[function.variables()];
            for (int index = 0; index < point.length; index++) {
                point[index] = Key.of(3).uniform(index) - 0.5;
            }
            double[] gradient = new double[point.length];
            function.at(point, gradient);
            for (int index = 0; index < point.length; index++) {
                double[] more = point.clone();
                double[] less = point.clone();
                more[index] += 1e-5;
                less[index] -= 1e-5;
                double[] unused = new double[point.length];
                double slope = (function.at(more, unused) - function.at(less, unused)) / 2e-5;
                assertThat(gradient[index]).as("%d of %d outputs", index, outputs).isCloseTo(slope, within(1e-9));
            }
        }
    }

    /** Many rows are added up in blocks; one row after the other gives the same but for rounding. */
    @Test
    void manyCasesAreThoseOfASmallSetManyTimes() {
        int times = 60;
        float[][] features = new float[times * SmallCases.CASES][];
        int[] classes = new int[features.length];
        for (int row = 0; row < features.length; row++) {
            features[row] = SmallCases.features()[row % SmallCases.CASES];
            classes[row] = SmallCases.fourClasses()[row % SmallCases.CASES];
        }
        LinearFit many = new SoftmaxRegression(4, 0.05, EXACT).fit(LabelledFeatures.of(features, classes));
        LinearFit few = new SoftmaxRegression(4, 0.05, EXACT).fit(four());
        assertThat(many.loss()).isCloseTo(few.loss(), within(1e-12));
        assertThat(many.classifier().weights(2)).containsExactly(few.classifier().weights(2), within(1e-9));
        LinearFit again = new SoftmaxRegression(4, 0.05, EXACT).fit(LabelledFeatures.of(features, classes));
        assertThat(again.classifier().weights(2)).as("the same bits").isEqualTo(many.classifier().weights(2));
    }

    @Test
    void balancedCasesAreThoseWhoseRareClassIsRepeated() {
        float[][] features = {{0}, {1}, {2}, {1.5f}};
        int[] classes = {0, 0, 0, 1};
        float[][] repeated = {{0}, {1}, {2}, {1.5f}, {1.5f}, {1.5f}};
        LabelledFeatures balanced = LabelledFeatures.of(features, classes).balanced();
        assertThat(balanced.weights()).containsExactly(new double[] {2 / 3.0, 2 / 3.0, 2 / 3.0, 2}, within(1e-15));
        double boundary = boundary(new LogisticRegression(0, EXACT).fit(balanced));
        assertThat(boundary).isCloseTo(boundary(new LogisticRegression(0, EXACT).fit(
                LabelledFeatures.of(repeated, new int[] {0, 0, 0, 1, 1, 1}))), within(1e-6));
    }

    private static double boundary(LinearFit fit) {
        return -fit.classifier().intercept(0) / fit.classifier().weights(0)[0];
    }

    @Test
    void unitsOfFeaturesDoNotMatter() {
        float[][] scaled = SmallCases.features();
        for (float[] row : scaled) {
            row[0] = row[0] * 1024 + 4096;
        }
        LinearFit own = new LogisticRegression(0.05, EXACT).fit(two());
        LinearFit other = new LogisticRegression(0.05, EXACT).fit(
                LabelledFeatures.of(scaled, SmallCases.twoClasses()));
        for (int row = 0; row < scaled.length; row++) {
            assertThat(other.classifier().logits(scaled[row])[0])
                    .isCloseTo(own.classifier().logits(SmallCases.features()[row])[0], within(1e-7));
        }
    }

    @Test
    void aNearStartSavesSteps() {
        SoftmaxRegression regression = new SoftmaxRegression(4, 0.05);
        LinearFit cold = regression.fit(four());
        LinearFit warm = regression.fit(four(), cold.classifier());
        assertThat(warm.steps()).isZero();
        LinearFit near = regression.fit(four(), regression.withPenalty(0.06).fit(four()).classifier());
        assertThat(near.steps()).isLessThan(cold.steps());
        assertThat(near.loss()).isCloseTo(cold.loss(), within(1e-10));
        assertThatThrownBy(() -> regression.fit(four(), new LinearClassifier(new double[1][4], new double[1])))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no start");
    }

    /** Without a penalty separated classes have no best classifier: it stops where the loss is flat. */
    @Test
    void separatedClassesWithoutAPenaltyEnd() {
        LinearFit fit = new LogisticRegression(0).fit(
                LabelledFeatures.of(new float[][] {{0}, {1}, {2}, {3}}, new int[] {0, 0, 1, 1}));
        assertThat(fit.loss()).isBetween(0.0, 1e-5);
        assertThat(fit.classifier().probabilities(new float[] {3})[0]).isGreaterThan(0.999);
    }

    @Test
    void probabilitiesAreThoseOfTheLogits() {
        LinearClassifier one = new LinearClassifier(new double[][] {{2, -1}}, new double[] {0.5});
        assertThat(one.logits(new float[] {1, 3})).containsExactly(-0.5);
        assertThat(one.probabilities(new float[] {1, 3})[0]).isCloseTo(1 / (1 + Math.exp(0.5)), within(1e-15));
        assertThat(one.mostProbable(new float[] {1, 3})).isZero();
        assertThat(one.mostProbable(new float[] {1, 0})).isEqualTo(1);
        LinearClassifier three = new LinearClassifier(new double[][] {{1}, {0}, {2}}, new double[] {0, 800, 1});
        assertThat(three.probabilities(new float[] {400})).as("no overflow")
                .containsExactly(new double[] {0, Math.exp(-1) / (1 + Math.exp(-1)), 1 / (1 + Math.exp(-1))},
                        within(1e-12));
        assertThat(three.mostProbable(new float[] {400})).isEqualTo(2);
        assertThat(Arrays.stream(three.probabilities(new float[] {-3})).sum()).isCloseTo(1, within(1e-15));
    }

    @Test
    void whatCannotBeFittedIsRefused() {
        assertThatThrownBy(() -> new LogisticRegression(1).fit(LabelledFeatures.of(new float[3][2], new int[3])))
                .isInstanceOf(InputException.class).hasMessageContaining("of one class");
        assertThatThrownBy(() -> new LogisticRegression(1).fit(four()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("class 3");
        assertThatThrownBy(() -> LabelledFeatures.of(new float[][] {{0, 1}, {Float.NaN, 1}}, new int[] {0, 1}))
                .isInstanceOf(InputException.class).hasMessageContaining("feature 1 of case 2");
        assertThatThrownBy(() -> LabelledFeatures.of(new float[0][], new int[0])).isInstanceOf(InputException.class);
        assertThatThrownBy(() -> new LogisticRegression(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SoftmaxRegression(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LinearClassifier(new double[][] {{1}}, new double[] {0})
                .logits(new float[2])).isInstanceOf(IllegalArgumentException.class);
    }
}
