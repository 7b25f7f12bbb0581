package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BootstrapTest {
    private static final Key KEY = Key.of(2);

    /** A mean's interval is that of theory; a ratio of two figures of the same draws does not vary if they agree. */
    @Test
    void meansAndPairedRatios() {
        double[] values = IntStream.range(0, 400).mapToDouble(KEY::uniform).toArray();
        Bootstrap bootstrap = new Bootstrap(Resampling.byGroup(IntStream.range(0, 400).boxed().toList()), 2000, 0.95,
                KEY);
        Interval mean = bootstrap.interval(times -> mean(values, times));
        assertThat(mean.high() - mean.low()).isCloseTo(2 * 1.96 * Math.sqrt(1 / 12.0 / 400), within(0.006));
        Interval ratio = bootstrap.interval(times -> mean(values, times) * 2 / mean(values, times));
        assertThat(ratio).isEqualTo(new Interval(2, 2, 2, 0.95));
    }

    @Test
    void infiniteFiguresAreKept() {
        List<Integer> groups = IntStream.range(0, 40).boxed().toList();
        Bootstrap bootstrap = new Bootstrap(Resampling.byGroup(groups), 5, 0.95, KEY);
        assertThatThrownBy(() -> bootstrap.interval(times -> Double.NaN)).isInstanceOf(InputException.class)
                .hasMessageContaining("not a number");
        // A draw of all 40 exactly once does not come.
        assertThatThrownBy(() -> bootstrap.interval(times -> IntStream.of(times).allMatch(time -> time == 1) ? 1
                : Double.NaN)).isInstanceOf(InputException.class).hasMessageContaining("nearly always");
    }

    /** One figure is missing on half of the draws; the others keep what they would be without it. */
    @Test
    void figuresTogetherAreThoseOfEachAlone() {
        boolean[] positive = {true, false, true, false};
        ScoredCases cases = ScoredCases.of(positive, new double[] {4, 3, 2, 1});
        Bootstrap bootstrap = new Bootstrap(Resampling.byGroup(List.of(1, 2, 3, 4)), 300, 0.9, KEY);
        List<ToDoubleFunction<int[]>> figures = List.of(cases::area, times -> times[0],
                times -> times[3] == 0 ? Double.NaN : times[3], cases::averagePrecision);
        assertThat(bootstrap.intervals(figures))
                .isEqualTo(figures.stream().map(bootstrap::interval).toList());
        assertThat(bootstrap.intervals(List.of())).isEmpty();
        assertThatThrownBy(() -> bootstrap.intervals(List.of(cases::area, times -> Double.NaN)))
                .isInstanceOf(InputException.class).hasMessageContaining("not a number");
    }

    /** Drawing costs more than counting, so each draw has to serve all figures. */
    @Test
    void figuresShareTheirDraws() {
        List<int[]> seen = new ArrayList<>();
        ToDoubleFunction<int[]> watching = times -> {
            seen.add(times);
            return times[0];
        };
        new Bootstrap(Resampling.byGroup(List.of(1, 2)), 20, 0.9, KEY).intervals(List.of(watching, watching));
        assertThat(seen).hasSize(42);
        for (int draw = 0; draw < seen.size(); draw += 2) {
            assertThat(seen.get(draw)).isSameAs(seen.get(draw + 1));
        }
    }

    /** Some seconds on a quiet core; the limit leaves room for a busy machine, not for sorting each draw. */
    @Test
    @Timeout(60)
    void twoThousandDrawsOfTwentyThousandCasesTakeSeconds() {
        int count = 20_000;
        boolean[] positive = new boolean[count];
        double[][] scores = new double[2][count];
        for (int index = 0; index < count; index++) {
            positive[index] = KEY.uniform(3L * index) < 0.1;
            scores[0][index] = KEY.uniform(3L * index + 1) + (positive[index] ? 0.3 : 0);
            scores[1][index] = KEY.uniform(3L * index + 2) + (positive[index] ? 0.2 : 0);
        }
        ScoredCases one = ScoredCases.of(positive, scores[0]);
        ScoredCases other = ScoredCases.of(positive, scores[1]);
        List<Interval> intervals = new Bootstrap(
                Resampling.byGroup(IntStream.range(0, count).mapToObj(index -> index / 4).toList()), 2000, 0.95, KEY)
                .intervals(List.of(one::area, one::averagePrecision, times -> one.sensitivityAt(0.9, times),
                        other::area, times -> one.area(times) - other.area(times)));
        double error = DeLong.standardError(positive, scores[0]);
        assertThat(intervals.getFirst().high() - intervals.getFirst().low())
                .isCloseTo(2 * 1.96 * error, within(0.3 * error));
        assertThat(intervals.getLast().low()).isPositive();
    }

    private static double mean(double[] values, int[] times) {
        double sum = 0;
        for (int index = 0; index < values.length; index++) {
            sum += times[index] * values[index];
        }
        return sum / values.length;
    }
}
