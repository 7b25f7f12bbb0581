package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.nn.InputException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OperatingPointTest {
    private static final Offset<Double> EXACT = within(1e-14);

    private final boolean[] positive = SeededCases.positive();
    private final double[] scores = SeededCases.scores();
    private final double[] tied = SeededCases.tiedScores();

    /** {@code confusion_matrix}, {@code recall_score}, {@code precision_score} of both classes and {@code f1_score}. */
    @Test
    void countsAndSharesAreThoseOfScikitLearn() {
        OperatingPoint point = OperatingPoint.of(0, positive, tied);
        assertThat(point).isEqualTo(new OperatingPoint(0, 44, 28, 22, 26));
        assertThat(point.sensitivity()).isCloseTo(0.6666666666666666, EXACT);
        assertThat(point.specificity()).isCloseTo(0.48148148148148145, EXACT);
        assertThat(point.positivePredictiveValue()).isCloseTo(0.6111111111111112, EXACT);
        assertThat(point.negativePredictiveValue()).isCloseTo(0.5416666666666666, EXACT);
        assertThat(point.f1()).isCloseTo(0.6376811594202898, EXACT);
    }

    /** From {@code roc_curve} without dropped thresholds: the one of most sensitivity among those specific enough. */
    @Test
    void thresholdsAreThoseOfScikitLearn() {
        RocCurve curve = RocCurve.of(positive, scores);
        assertThat(curve.atSpecificity(0.8).threshold()).isEqualTo(1.625);
        assertThat(curve.atSpecificity(0.9).threshold()).isEqualTo(2.5625);
        assertThat(curve.atSpecificity(0.95).threshold()).isEqualTo(2.9375);
        assertThat(curve.atSensitivity(0.8).threshold()).isEqualTo(-0.625);
        assertThat(curve.atSensitivity(0.9).threshold()).isEqualTo(-1.375);
        assertThat(RocCurve.of(positive, tied).atSpecificity(0.9).threshold()).isEqualTo(2.25);
        assertThatThrownBy(() -> curve.atSpecificity(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The threshold of one half of the cases says of the other what its own curve says there. */
    @Test
    void aThresholdOfOnePartIsAppliedToAnother() {
        boolean[] validation = new boolean[60];
        double[] validationScores = new double[60];
        boolean[] test = new boolean[60];
        double[] testScores = new double[60];
        for (int index = 0; index < 60; index++) {
            validation[index] = positive[2 * index];
            validationScores[index] = scores[2 * index];
            test[index] = positive[2 * index + 1];
            testScores[index] = scores[2 * index + 1];
        }
        RocCurve.Point chosen = RocCurve.of(validation, validationScores).atSpecificity(0.85);
        OperatingPoint own = OperatingPoint.of(chosen.threshold(), validation, validationScores);
        assertThat(own.sensitivity()).isEqualTo(chosen.truePositiveRate());
        assertThat(own.specificity()).isCloseTo(1 - chosen.falsePositiveRate(), EXACT).isGreaterThanOrEqualTo(0.85);
        OperatingPoint applied = OperatingPoint.of(chosen.threshold(), test, testScores);
        long found = 0;
        long wrong = 0;
        for (int index = 0; index < 60; index++) {
            found += test[index] && testScores[index] >= chosen.threshold() ? 1 : 0;
            wrong += !test[index] && testScores[index] >= chosen.threshold() ? 1 : 0;
        }
        assertThat(applied.truePositives()).isEqualTo(found);
        assertThat(applied.falsePositives()).isEqualTo(wrong);
        assertThat(applied.truePositives() + applied.falsePositives() + applied.falseNegatives()
                + applied.trueNegatives()).isEqualTo(60);
    }

    @Test
    void timesAreRepetitions() {
        int[] times = SeededCases.times();
        assertThat(OperatingPoint.of(0.5, positive, scores, times)).isEqualTo(OperatingPoint.of(0.5,
                SeededCases.repeated(positive, times), SeededCases.repeated(scores, times)));
    }

    @Test
    void sharesOfNothingAreNoNumbers() {
        OperatingPoint none = OperatingPoint.of(Double.POSITIVE_INFINITY, new boolean[2], new double[2]);
        assertThat(none.sensitivity()).isNaN();
        assertThat(none.specificity()).isEqualTo(1);
        assertThat(none.positivePredictiveValue()).isNaN();
        assertThat(none.f1()).isZero();
        assertThat(OperatingPoint.of(0, new boolean[] {true}, new double[] {0}).negativePredictiveValue()).isNaN();
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> OperatingPoint.of(0, new boolean[0], new double[0]))
                .isInstanceOf(InputException.class).hasMessageContaining("needs a case");
        assertThatThrownBy(() -> OperatingPoint.of(0, new boolean[2], new double[] {0, Double.NaN}))
                .isInstanceOf(InputException.class).hasMessageContaining("case 2 of 2");
        assertThatThrownBy(() -> OperatingPoint.of(Double.NaN, new boolean[2], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OperatingPoint.of(0, new boolean[2], new double[2], new int[3]))
                .hasMessageContaining("3 numbers of times");
    }
}
