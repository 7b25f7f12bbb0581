package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.ReliabilityCurve.Bin;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReliabilityCurveTest {
    private final boolean[] positive = SeededCases.positive();

    /** {@code calibration_curve} of seven bins; the error from NumPy's sums over the same bins. */
    @Test
    void binsOfEqualWidthAreThoseOfScikitLearn() {
        double[] probabilities = Arrays.stream(SeededCases.scores()).map(score -> 1 / (1 + Math.exp(-score))).toArray();
        ReliabilityCurve curve = ReliabilityCurve.ofEqualWidth(positive, probabilities, 7);
        assertThat(curve.bins().stream().map(Bin::cases)).containsExactly(10, 23, 12, 10, 7, 14, 44);
        assertBins(curve, Bin::share, 0.0, 0.5217391304347826, 0.25, 0.4, 0.5714285714285714, 0.5714285714285714,
                0.7954545454545454);
        assertBins(curve, Bin::probability, 0.09611996960650458, 0.2003189062026067, 0.353138315984373,
                0.4984622330138698, 0.6461157572293106, 0.7962614911348904, 0.9407789525637675);
        assertThat(curve.expectedCalibrationError()).isCloseTo(0.17200743387213066, within(1e-12));
        assertThat(BrierScore.of(positive, probabilities)).isCloseTo(0.22461390911737328, within(1e-12));
    }

    /** {@code calibration_curve(strategy="quantile")} of {@code ((37 i mod 121) + 0.5) / 121}, all different. */
    @Test
    void binsOfEqualCountAreThoseOfScikitLearn() {
        double[] probabilities = IntStream.range(0, SeededCases.CASES).mapToDouble(i -> (i * 37 % 121 + 0.5) / 121)
                .toArray();
        ReliabilityCurve curve = ReliabilityCurve.ofEqualCount(positive, probabilities, 8);
        assertThat(curve.bins().stream().map(Bin::cases)).containsExactly(15, 15, 15, 15, 15, 15, 15, 15);
        assertBins(curve, Bin::share, 0.5333333333333333, 0.5333333333333333, 0.6, 0.4666666666666667, 0.6,
                0.5333333333333333, 0.6, 0.5333333333333333);
        assertBins(curve, Bin::probability, 0.061983471074380174, 0.18595041322314046, 0.30991735537190074,
                0.43388429752066116, 0.5578512396694215, 0.6851239669421486, 0.8140495867768596, 0.9380165289256198);
    }

    /** Case by case, in the order given, into an array of bins. */
    @Test
    void theErrorIsThatOfPlainSums() {
        double[] probabilities = Arrays.stream(SeededCases.tiedScores()).map(score -> (score + 3) / 7).toArray();
        for (int bins = 1; bins < 30; bins++) {
            double[] sums = new double[bins];
            for (int index = 0; index < probabilities.length; index++) {
                int bin = 0;
                while (probabilities[index] > (bin + 1.0) / bins) {
                    bin++;
                }
                sums[bin] += probabilities[index] - (positive[index] ? 1 : 0);
            }
            ReliabilityCurve curve = ReliabilityCurve.ofEqualWidth(positive, probabilities, bins);
            assertThat(curve.expectedCalibrationError())
                    .isCloseTo(Arrays.stream(sums).map(Math::abs).sum() / 120, within(1e-12));
            assertThat(curve.bins().stream().mapToInt(Bin::cases).sum()).isEqualTo(120);
        }
    }

    @Test
    void edgesBelongToTheBinBelow() {
        double[] edges = {0, 0.1, 0.2, 0.3, 0.6, 0.7, 1};
        assertThat(ReliabilityCurve.ofEqualWidth(new boolean[7], edges, 10).bins().stream().map(Bin::cases))
                .containsExactly(2, 1, 1, 1, 1, 1);
        assertThat(ReliabilityCurve.ofEqualWidth(new boolean[] {true}, new double[] {0.25}, 4).bins())
                .containsExactly(new Bin(1, 0.25, 1));
    }

    @Test
    void equalProbabilitiesStayTogether() {
        boolean[] labels = {true, false, false, true, true, true};
        double[] same = {0.5, 0.5, 0.5, 0.5, 0.5, 0.9};
        ReliabilityCurve curve = ReliabilityCurve.ofEqualCount(labels, same, 3);
        assertThat(curve.bins()).containsExactly(new Bin(5, 0.5, 0.6), new Bin(1, 0.9, 1));
        assertThat(curve.expectedCalibrationError()).isCloseTo((0.5 + 0.1) / 6, within(1e-15));
        assertThat(ReliabilityCurve.ofEqualCount(new boolean[] {true, false}, new double[] {0.1, 0.8}, 9).bins())
                .containsExactly(new Bin(1, 0.1, 1), new Bin(1, 0.8, 0));
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> ReliabilityCurve.ofEqualWidth(new boolean[1], new double[] {Double.NaN}, 3))
                .isInstanceOf(InputException.class).hasMessageContaining("case 1 of 1");
        assertThatThrownBy(() -> ReliabilityCurve.ofEqualCount(new boolean[0], new double[0], 3))
                .isInstanceOf(InputException.class).hasMessageContaining("a reliability curve needs a case");
        assertThatThrownBy(() -> ReliabilityCurve.ofEqualWidth(new boolean[1], new double[1], 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 bins");
    }

    private static void assertBins(ReliabilityCurve curve, ToDoubleFunction<Bin> figure, double... expected) {
        List<Double> found = curve.bins().stream().map(figure::applyAsDouble).toList();
        assertThat(found).hasSize(expected.length);
        for (int bin = 0; bin < expected.length; bin++) {
            assertThat(found.get(bin)).isCloseTo(expected[bin], within(1e-12));
        }
    }
}
