package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.PrecisionRecallCurve.Point;
import org.junit.jupiter.api.Test;

class PrecisionRecallCurveTest {
    /** {@code precision_recall_curve}, which lists 28 thresholds from the lowest up. */
    @Test
    void pointsAreThoseOfScikitLearn() {
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(SeededCases.positive(), SeededCases.tiedScores());
        assertThat(curve.points()).hasSize(28);
        assertThat(curve.points().getFirst()).isEqualTo(new Point(3.75, 3.0 / 66, 1));
        assertThat(curve.points().get(5).threshold()).isEqualTo(2.5);
        assertThat(curve.points().get(5).recall()).isCloseTo(0.24242424242424243, within(1e-15));
        assertThat(curve.points().get(5).precision()).isCloseTo(0.8888888888888888, within(1e-15));
        assertThat(curve.points().getLast()).isEqualTo(new Point(-3, 1, 0.55));
        assertThat(curve.averagePrecision()).isCloseTo(0.7261982880703929, within(1e-12));
    }

    @Test
    void everyPointIsThatOfItsThreshold() {
        boolean[] positive = SeededCases.positive();
        double[] scores = SeededCases.scores();
        for (Point point : PrecisionRecallCurve.of(positive, scores).points()) {
            OperatingPoint counted = OperatingPoint.of(point.threshold(), positive, scores);
            assertThat(point.recall()).isEqualTo(counted.sensitivity());
            assertThat(point.precision()).isEqualTo(counted.positivePredictiveValue());
        }
    }

    @Test
    void oneClassAloneIsRefused() {
        assertThatThrownBy(() -> PrecisionRecallCurve.of(new boolean[2], new double[2]))
                .isInstanceOf(InputException.class).hasMessageContaining("none is positive");
    }
}
