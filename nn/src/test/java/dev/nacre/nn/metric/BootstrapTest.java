package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

    private static double mean(double[] values, int[] times) {
        double sum = 0;
        for (int index = 0; index < values.length; index++) {
            sum += times[index] * values[index];
        }
        return sum / values.length;
    }
}
