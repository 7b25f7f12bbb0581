package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DeLongTest {
    private static final int CASES = 1200;

    private final boolean[] positive = new boolean[CASES];
    private final double[] first = new double[CASES];
    private final double[] second = new double[CASES];

    DeLongTest() {
        Key key = Key.of(11);
        for (int index = 0; index < CASES; index++) {
            positive[index] = index % 3 == 0;
            double shared = key.uniform(3L * index);
            first[index] = shared + key.uniform(3L * index + 1) + (positive[index] ? 0.5 : 0);
            second[index] = shared + key.uniform(3L * index + 2) + (positive[index] ? 0.3 : 0);
        }
    }

    /** Acceptance test 8 of the specification: the standard error of the difference beside that of a bootstrap. */
    @Test
    void theStandardErrorIsThatOfABootstrapWithinFivePercent() {
        DeLong test = DeLong.of(positive, first, second);
        double error = (test.firstArea() - test.secondArea()) / test.z();
        ScoredCases one = ScoredCases.of(positive, first);
        ScoredCases other = ScoredCases.of(positive, second);
        Resampling resampling = Resampling.stratified(positive);
        double[] differences = IntStream.range(0, 8000).mapToObj(number -> resampling.draw(Key.of(3).child(number)))
                .mapToDouble(times -> one.area(times) - other.area(times)).toArray();
        double mean = IntStream.range(0, differences.length).mapToDouble(index -> differences[index]).average()
                .orElseThrow();
        double squares = IntStream.range(0, differences.length)
                .mapToDouble(index -> (differences[index] - mean) * (differences[index] - mean)).sum();
        assertThat(Math.sqrt(squares / differences.length)).isCloseTo(error, Percentage.withPercentage(5));
        assertThat(DeLong.standardError(positive, first)).isEqualTo(Math.sqrt(test.firstVariance()));
    }

    @Test
    void equalScoresDoNotDiffer() {
        DeLong same = DeLong.of(positive, first, first.clone());
        assertThat(same.z()).isZero();
        assertThat(same.p()).isEqualTo(1);
    }

    /** All pairs by themselves, with ties: each V is the mean over the other class of 1, ½ or 0. */
    @Test
    void partsAreThoseOfAllPairs() {
        boolean[] labels = {true, false, true, false, false, true};
        double[] scores = {3, 3, 2, 1, 2, 5};
        double[] ofPositives = {2.5 / 3, 1.5 / 3, 1};
        double[] ofNegatives = {1.5 / 3, 1, 2.5 / 3};
        assertThat(DeLong.standardError(labels, scores))
                .isCloseTo(Math.sqrt(variance(ofPositives) / 3 + variance(ofNegatives) / 3), within(1e-14));
    }

    @Test
    void oneCaseOfAClassHasNoVariance() {
        assertThatThrownBy(() -> DeLong.standardError(new boolean[] {true, false, false}, new double[] {1, 2, 3}))
                .isInstanceOf(InputException.class).hasMessageContaining("1 positive and 2 negative");
    }

    private static double variance(double[] values) {
        double mean = (values[0] + values[1] + values[2]) / 3;
        return (Math.pow(values[0] - mean, 2) + Math.pow(values[1] - mean, 2) + Math.pow(values[2] - mean, 2)) / 2;
    }
}
