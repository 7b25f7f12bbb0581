package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.IsotonicRegression.Knot;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double[] ASKED = {-9, -2.0, -1.03, -0.3, 0.0, 0.41, 0.77, 1.1, 1.9, 2.6, 3.3, 9};
    private static final List<BiFunction<boolean[], double[], Calibration>> FITS = List.of(PlattScaling::of,
            TemperatureScaling::of, IsotonicRegression::of);

    private final boolean[] positive = SeededCases.positive();
    private final double[] scores = SeededCases.scores();
    private final double[] tied = SeededCases.tiedScores();

    /**
     * Roots of the gradient on Platt's targets by {@code scipy.optimize.root}; scikit-learn's sigmoid calibration,
     * which stops earlier, has the same to nine digits.
     */
    @Test
    void linesOfPlattAreThoseOfSciPy() {
        PlattScaling line = PlattScaling.of(positive, scores);
        assertThat(line.slope()).isCloseTo(0.4760115672588634, within(1e-11));
        assertThat(line.intercept()).isCloseTo(-0.11890839179032056, within(1e-11));
        PlattScaling other = PlattScaling.of(positive, tied);
        assertThat(other.slope()).isCloseTo(0.35775711768899426, within(1e-11));
        assertThat(other.intercept()).isCloseTo(0.06789297010350684, within(1e-11));
        assertThat(line.probability(1.5)).isCloseTo(1 / (1 + Math.exp(-line.slope() * 1.5 - line.intercept())),
                within(1e-15));
    }

    /** By {@code scipy.optimize.brentq} on the derivative. */
    @Test
    void temperaturesAreThoseOfSciPy() {
        assertThat(TemperatureScaling.of(positive, scores).temperature()).isCloseTo(2.0919899918931293, within(1e-11));
        assertThat(TemperatureScaling.of(positive, tied).temperature()).isCloseTo(2.6381473333913816, within(1e-11));
    }

    /** {@code IsotonicRegression(out_of_bounds="clip").predict}. */
    @Test
    void isotonicProbabilitiesAreThoseOfScikitLearn() {
        assertThat(IsotonicRegression.of(positive, scores).probabilities(ASKED)).containsExactly(new double[] {0, 0,
            0.4146341463414634, 0.4146341463414634, 0.4146341463414634, 0.5, 0.5, 0.5, 0.6818181818181818,
            0.6818181818181818, 0.9428571428571421, 1}, within(1e-12));
        assertThat(IsotonicRegression.of(positive, tied).probabilities(ASKED)).containsExactly(new double[] {0, 0,
            0.5465116279069767, 0.5465116279069767, 0.5465116279069767, 0.5465116279069767, 0.5465116279069767,
            0.5465116279069767, 0.5465116279069767, 0.76, 1, 1}, within(1e-12));
    }

    /** The cross-entropy grows to every side, also for scores of other units and for ones that nearly separate. */
    @Test
    void noOtherLineIsBetter() {
        for (double unit : new double[] {1e-6, 1, 1e6}) {
            double[] stretched = Arrays.stream(scores).map(score -> (score + 100) * unit).toArray();
            PlattScaling line = PlattScaling.of(positive, stretched);
            double least = plattLoss(line.slope(), line.intercept(), stretched);
            for (int sign = -1; sign <= 1; sign += 2) {
                double slope = line.slope() * (1 + sign * 1e-3);
                assertThat(plattLoss(slope, line.intercept() + (line.slope() - slope) * 100 * unit, stretched))
                        .isGreaterThan(least);
                assertThat(plattLoss(line.slope(), line.intercept() + sign * 1e-3, stretched)).isGreaterThan(least);
            }
        }
    }

    /** Four cases that a threshold separates: at the line's ends Platt's targets, 3/4 and 1/4, not 1 and 0. */
    @Test
    void separatedScoresHaveAFiniteLine() {
        boolean[] labels = {false, false, true, true};
        PlattScaling line = PlattScaling.of(labels, new double[] {-1, -1, 1, 1});
        assertThat(line.probability(1)).isCloseTo(0.75, within(1e-12));
        assertThat(line.probability(-1)).isCloseTo(0.25, within(1e-12));
        PlattScaling flat = PlattScaling.of(labels, new double[] {7, 7, 7, 7});
        assertThat(flat.slope()).isZero();
        assertThat(flat.probability(7)).isCloseTo(0.5, within(1e-12));
        assertThat(PlattScaling.of(labels, new double[] {1, 1, -1, -1}).slope()).isNegative();
    }

    /** Three of four cases on each side of ±ln 3 are what the sigmoid of ±ln 3 says; twice that asks for 2. */
    @Test
    void calibratedLogitsHaveTheTemperatureOne() {
        boolean[] labels = {true, true, true, false, false, false, false, true};
        double[] logits = IntStream.range(0, 8).mapToDouble(index -> index < 4 ? Math.log(3) : -Math.log(3)).toArray();
        assertThat(TemperatureScaling.of(labels, logits).temperature()).isCloseTo(1, within(1e-12));
        for (double factor : new double[] {2, 1e-4, 1e4}) {
            double[] stretched = Arrays.stream(logits).map(logit -> factor * logit).toArray();
            assertThat(TemperatureScaling.of(labels, stretched).temperature() / factor).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void aTemperatureThatIsNotBestIsRefused() {
        boolean[] labels = {true, true, false};
        for (double[] logits : new double[][] {{1, 2, -1}, {1, 2, 0}}) {
            assertThatThrownBy(() -> TemperatureScaling.of(labels, logits)).isInstanceOf(InputException.class)
                    .hasMessageContaining("own side of 0");
        }
        for (double[] logits : new double[][] {{-1, -2, 1}, {0, 0, 0}}) {
            assertThatThrownBy(() -> TemperatureScaling.of(labels, logits)).isInstanceOf(InputException.class)
                    .hasMessageContaining("do not rise with the truth");
        }
        assertThatThrownBy(() -> new TemperatureScaling(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * The steps have a form that needs no pooling: at each case the highest, over all beginnings not after it, of the
     * lowest mean, over all ends not before it, of the cases between (Robertson, Wright and Dykstra 1988, 1.4).
     */
    @Test
    void isotonicStepsAreThoseOfTheMinimaxFormula() {
        for (int trial = 0; trial < 60; trial++) {
            Key key = Key.of(trial);
            int count = 3 + (int) key.below(25, 0);
            boolean[] labels = new boolean[count];
            double[] values = new double[count];
            for (int index = 0; index < count; index++) {
                values[index] = key.below(10, 2L * index + 1);
                labels[index] = index == 0 || index > 1 && key.uniform(2L * index + 2) < values[index] / 10;
            }
            IsotonicRegression steps = IsotonicRegression.of(labels, values);
            for (double value : values) {
                double best = 0;
                for (double begin : values) {
                    double lowest = 1;
                    for (double end : values) {
                        if (begin <= value && end >= value) {
                            lowest = Math.min(lowest, share(labels, values, begin, end));
                        }
                    }
                    best = begin <= value ? Math.max(best, lowest) : best;
                }
                assertThat(steps.probability(value)).isCloseTo(best, within(1e-14));
            }
        }
    }

    @Test
    void isotonicProbabilitiesAreLinearBetweenPoolsAndConstantBeyond() {
        IsotonicRegression steps = IsotonicRegression.of(new boolean[] {false, true, false, true, true},
                new double[] {1, 2, 3, 5, 5});
        assertThat(steps.knots()).containsExactly(new Knot(1, 0), new Knot(2, 0.5), new Knot(3, 0.5), new Knot(5, 1));
        assertThat(steps.probabilities(new double[] {Double.NEGATIVE_INFINITY, 1.5, 2.5, 4, 6}))
                .containsExactly(0, 0.25, 0.5, 0.75, 1);
        assertThat(IsotonicRegression.of(new boolean[] {true, false, true, false}, new double[] {1, 2, 3, 4}).knots())
                .as("pools of equal share are one").containsExactly(new Knot(1, 0.5), new Knot(4, 0.5));
        assertThatThrownBy(() -> new IsotonicRegression(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new IsotonicRegression(List.of(new Knot(1, 0.5), new Knot(2, 0.4))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("knot 2 of 2");
    }

    @Test
    void everyCalibrationRisesAndComesBackFromItsFile() {
        for (BiFunction<boolean[], double[], Calibration> fit : FITS) {
            Calibration calibration = fit.apply(positive, scores);
            assertThat(Calibration.fromJson(Json.parse(calibration.toJson().toString()))).isEqualTo(calibration);
            assertThat(calibration.probabilities(ASKED)).isSorted();
            assertThat(Arrays.stream(calibration.probabilities(ASKED))).allMatch(one -> one >= 0 && one <= 1);
            assertThat(calibration.probability(Double.NaN)).isNaN();
        }
        assertThatThrownBy(() -> Calibration.fromJson(Json.object().with("kind", "beta")))
                .isInstanceOf(JsonException.class).hasMessageContaining("\"beta\"");
    }

    @Test
    void everyCalibrationRefusesWhatItCannotFit() {
        for (BiFunction<boolean[], double[], Calibration> fit : FITS) {
            assertThatThrownBy(() -> fit.apply(new boolean[3], new double[3])).isInstanceOf(InputException.class)
                    .hasMessageContaining("of these 3 cases none is positive");
            assertThatThrownBy(() -> fit.apply(new boolean[] {true}, new double[1])).isInstanceOf(InputException.class)
                    .hasMessageContaining("all are positive");
            for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
                assertThatThrownBy(() -> fit.apply(new boolean[] {true, false}, new double[] {0, bad}))
                        .isInstanceOf(InputException.class).hasMessageContaining("case 2 of 2");
            }
            assertThatThrownBy(() -> fit.apply(new boolean[2], new double[3]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static double share(boolean[] labels, double[] values, double begin, double end) {
        double cases = 0;
        double positives = 0;
        for (int index = 0; index < values.length; index++) {
            boolean within = values[index] >= begin && values[index] <= end;
            cases += within ? 1 : 0;
            positives += within && labels[index] ? 1 : 0;
        }
        return positives / cases;
    }

    private double plattLoss(double slope, double intercept, double[] values) {
        double sum = 0;
        for (int index = 0; index < values.length; index++) {
            double target = positive[index] ? 67.0 / 68 : 1.0 / 56;
            double probability = 1 / (1 + Math.exp(-slope * values[index] - intercept));
            sum -= target * Math.log(probability) + (1 - target) * Math.log(1 - probability);
        }
        return sum;
    }
}
