package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoredCasesTest {
    private static final Offset<Double> EXACT = within(1e-12);

    private final boolean[] positive = SeededCases.positive();
    private final ScoredCases cases = ScoredCases.of(positive, SeededCases.scores());
    private final ScoredCases tied = ScoredCases.of(positive, SeededCases.tiedScores());

    /** {@code roc_auc_score} and {@code average_precision_score}, with and without {@code sample_weight}. */
    @Test
    void areasAndPrecisionsAreThoseOfScikitLearn() {
        int[] times = SeededCases.times();
        assertThat(cases.area()).isCloseTo(0.7512626262626262, EXACT);
        assertThat(cases.averagePrecision()).isCloseTo(0.8029167487593891, EXACT);
        assertThat(cases.area(times)).isCloseTo(0.7554557924928296, EXACT);
        assertThat(cases.averagePrecision(times)).isCloseTo(0.8029879701072539, EXACT);
        assertThat(tied.area()).isCloseTo(0.6603535353535354, EXACT);
        assertThat(tied.averagePrecision()).isCloseTo(0.7261982880703929, EXACT);
        assertThat(tied.area(times)).isCloseTo(0.677515899738122, EXACT);
        assertThat(tied.averagePrecision(times)).isCloseTo(0.7467516178412468, EXACT);
    }

    /** From thresholds of {@code roc_curve}; 0.8148… of 54 negative cases is 44. */
    @Test
    void sensitivitiesAndSpecificitiesAreThoseOfScikitLearn() {
        int[] once = IntStream.generate(() -> 1).limit(SeededCases.CASES).toArray();
        assertThat(cases.sensitivityAt(0.9, once)).isEqualTo(25.0 / 66);
        assertThat(cases.sensitivityAt(0.95, once)).isEqualTo(20.0 / 66);
        assertThat(cases.specificityAt(0.8, once)).isEqualTo(25.0 / 54);
        assertThat(tied.sensitivityAt(0.8, once)).isEqualTo(24.0 / 66);
        assertThat(tied.specificityAt(0.9, once)).isEqualTo(13.0 / 54);
    }

    /** A case that counts three times is three cases: everything sorted anew, pair by pair. */
    @Test
    void timesAreRepetitions() {
        for (int trial = 0; trial < 40; trial++) {
            Key key = Key.of(trial);
            int count = 6 + (int) key.below(40, 0);
            boolean[] labels = new boolean[count];
            double[] scores = new double[count];
            int[] times = new int[count];
            for (int index = 0; index < count; index++) {
                labels[index] = index == 0 || index > 1 && key.uniform(5L * index + 1) < 0.4;
                scores[index] = key.below(9, 5L * index + 2) - 4;
                times[index] = index < 2 ? 1 : (int) key.below(4, 5L * index + 3);
            }
            ScoredCases once = ScoredCases.of(labels, scores);
            boolean[] manyLabels = SeededCases.repeated(labels, times);
            double[] manyScores = SeededCases.repeated(scores, times);
            assertThat(once.area(times)).isEqualTo(RocCurve.of(manyLabels, manyScores).area());
            assertThat(once.averagePrecision(times)).isCloseTo(precision(manyLabels, manyScores), EXACT);
            for (double wanted : new double[] {0.3, 0.5, 0.8, 1}) {
                RocCurve curve = RocCurve.of(manyLabels, manyScores);
                assertThat(once.sensitivityAt(wanted, times)).isEqualTo(curve.atSpecificity(wanted).truePositiveRate());
                assertThat(once.specificityAt(wanted, times))
                        .isCloseTo(1 - curve.atSensitivity(wanted).falsePositiveRate(), EXACT);
            }
        }
    }

    @Test
    void drawsOfOneClassHaveNoFigure() {
        ScoredCases four = ScoredCases.of(new boolean[] {true, false, true, false}, new double[] {4, 3, 2, 1});
        for (int[] times : new int[][] {{1, 0, 2, 0}, {0, 1, 0, 2}, new int[4]}) {
            assertThat(four.area(times)).isNaN();
            assertThat(four.averagePrecision(times)).isNaN();
            assertThat(four.sensitivityAt(0.5, times)).isNaN();
            assertThat(four.specificityAt(0.5, times)).isNaN();
        }
        assertThatThrownBy(() -> four.area(new int[3])).hasMessageContaining("3 numbers of times and 4 cases");
        assertThatThrownBy(() -> ScoredCases.of(new boolean[2], new double[2])).isInstanceOf(InputException.class);
    }

    /** 93 of 100 negative cases are right at −7: 1 − 7 / 100 is a little less than the wanted 0.93. */
    @Test
    void aWantedSpecificityIsReachedExactly() {
        boolean[] labels = new boolean[101];
        labels[7] = true;
        double[] scores = IntStream.range(0, 101).mapToDouble(index -> -index).toArray();
        int[] once = IntStream.generate(() -> 1).limit(101).toArray();
        assertThat(ScoredCases.of(labels, scores).sensitivityAt(0.93, once)).isEqualTo(1);
        assertThat(ScoredCases.of(labels, scores).sensitivityAt(0.931, once)).isZero();
        assertThat(RocCurve.of(labels, scores).atSpecificity(0.93).threshold()).isEqualTo(-7);
        assertThat(RocCurve.of(labels, scores).atSpecificity(0.931).threshold()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /** Mean over positive cases of the precision among all cases with at least their score. */
    private static double precision(boolean[] positive, double[] scores) {
        double sum = 0;
        int positives = 0;
        for (int one = 0; one < scores.length; one++) {
            double called = 0;
            double right = 0;
            for (int other = 0; other < scores.length; other++) {
                called += scores[other] >= scores[one] ? 1 : 0;
                right += scores[other] >= scores[one] && positive[other] ? 1 : 0;
            }
            sum += positive[one] ? right / called : 0;
            positives += positive[one] ? 1 : 0;
        }
        return sum / positives;
    }
}
