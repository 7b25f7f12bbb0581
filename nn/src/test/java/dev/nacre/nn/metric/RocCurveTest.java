package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.RocCurve.Point;
import org.junit.jupiter.api.Test;

class RocCurveTest {
    private static final boolean[] LABELS = {false, true, false, true};

    @Test
    void theTextbookExample() {
        RocCurve curve = RocCurve.of(LABELS, new double[] {0.1, 0.35, 0.4, 0.8});
        assertThat(curve.area()).isEqualTo(0.75);
        assertThat(curve.points()).containsExactly(new Point(Double.POSITIVE_INFINITY, 0, 0), new Point(0.8, 0, 0.5),
                new Point(0.4, 0.5, 0.5), new Point(0.35, 0.5, 1), new Point(0.1, 1, 1));
    }

    @Test
    void equalScoresCountHalf() {
        assertThat(RocCurve.of(LABELS, new double[4]).area()).isEqualTo(0.5);
        assertThat(RocCurve.of(LABELS, new double[] {1, 1, 0, 2}).area()).isEqualTo(0.875);
        assertThat(RocCurve.of(LABELS, new double[] {0.0, -0.0, 0.0, -0.0}).points()).hasSize(2);
    }

    /** Every pair by itself: quadratic, and nothing to get wrong. */
    @Test
    void theAreaIsTheShareOfPairsInOrder() {
        for (int trial = 0; trial < 50; trial++) {
            Key key = Key.of(trial);
            int cases = 5 + (int) key.below(60, 0);
            boolean[] positive = new boolean[cases];
            double[] scores = new double[cases];
            for (int index = 0; index < cases; index++) {
                positive[index] = index == 0 || index > 1 && key.uniform(3L * index) < 0.4;
                scores[index] = key.below(12, 3L * index + 1) - 5;
            }
            double won = 0;
            double pairs = 0;
            for (int first = 0; first < cases; first++) {
                for (int second = 0; second < cases; second++) {
                    if (positive[first] && !positive[second]) {
                        won += scores[first] > scores[second] ? 1 : scores[first] == scores[second] ? 0.5 : 0;
                        pairs++;
                    }
                }
            }
            RocCurve curve = RocCurve.of(positive, scores);
            assertThat(curve.area()).isCloseTo(won / pairs, within(1e-14));
            assertThat(trapezoids(curve)).isCloseTo(won / pairs, within(1e-12));
        }
    }

    @Test
    void theBalancedPointHasTheHighestSum() {
        RocCurve curve = RocCurve.of(new boolean[] {true, false, true, true, false, false},
                new double[] {6, 5, 4, 3, 2, 1});
        assertThat(curve.balanced()).isEqualTo(new Point(3, 1.0 / 3, 1));
        assertThat(RocCurve.of(LABELS, new double[] {4, 3, 2, 1}).balanced().threshold())
                .isEqualTo(3);
    }

    @Test
    void theFirstPointOfASensitivity() {
        RocCurve curve = RocCurve.of(LABELS, new double[] {0.1, 0.35, 0.4, 0.8});
        assertThat(curve.atSensitivity(0.5).threshold()).isEqualTo(0.8);
        assertThat(curve.atSensitivity(0.51).threshold()).isEqualTo(0.35);
        assertThat(curve.atSensitivity(1).falsePositiveRate()).isEqualTo(0.5);
        assertThatThrownBy(() -> curve.atSensitivity(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void infiniteScoresHaveTheirPlace() {
        double[] scores = {Double.NEGATIVE_INFINITY, 3, 2, Double.POSITIVE_INFINITY};
        assertThat(RocCurve.of(LABELS, scores).area()).isEqualTo(1);
    }

    @Test
    void oneClassAloneIsRefused() {
        assertThatThrownBy(() -> RocCurve.of(new boolean[3], new double[] {1, 2, 3})).isInstanceOf(InputException.class)
                .hasMessage("a ROC curve compares positive with negative cases, and of these 3 cases none is positive:"
                        + " evaluate on cases of both kinds");
        assertThatThrownBy(() -> RocCurve.of(new boolean[] {true}, new double[1])).hasMessageContaining("all are");
        assertThatThrownBy(() -> RocCurve.of(new boolean[0], new double[0])).isInstanceOf(InputException.class);
    }

    @Test
    void aScoreThatIsNoNumberIsNamedByItsPlace() {
        assertThatThrownBy(() -> RocCurve.of(LABELS, new double[] {0, 1, Double.NaN, 2}))
                .isInstanceOf(InputException.class).hasMessageContaining("case 3 of 4");
        assertThatThrownBy(() -> RocCurve.of(LABELS, new double[3])).isInstanceOf(IllegalArgumentException.class);
    }

    private static double trapezoids(RocCurve curve) {
        double area = 0;
        for (int index = 1; index < curve.points().size(); index++) {
            Point before = curve.points().get(index - 1);
            Point here = curve.points().get(index);
            area += (here.falsePositiveRate() - before.falsePositiveRate())
                    * (here.truePositiveRate() + before.truePositiveRate()) / 2;
        }
        return area;
    }
}
