package dev.nacre.nn.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AucBootstrapTest {
    private static final int CASES = 600;
    private static final int REPLICATES = 2000;
    private static final Key KEY = Key.of(5);

    private final boolean[] positive = new boolean[CASES];
    private final double[] good = new double[CASES];
    private final double[] poor = new double[CASES];

    AucBootstrapTest() {
        Key data = Key.of(1);
        for (int index = 0; index < CASES; index++) {
            positive[index] = index % 3 == 0;
            good[index] = data.uniform(2L * index) + (positive[index] ? 0.4 : 0);
            poor[index] = data.uniform(2L * index + 1) + (positive[index] ? 0.1 : 0);
        }
    }

    private AucBootstrap stratified() {
        return new AucBootstrap(positive, Resampling.stratified(positive), REPLICATES, 0.95, KEY);
    }

    /** Beside the standard error that theory gives. */
    @Test
    void theIntervalIsAsWideAsTheoryExpects() {
        Interval interval = stratified().area(good);
        double error = deLongError(good);
        assertThat(interval.estimate()).isEqualTo(RocCurve.of(positive, good).area());
        assertThat(interval.low()).isCloseTo(interval.estimate() - 1.96 * error, within(0.2 * error));
        assertThat(interval.high()).isCloseTo(interval.estimate() + 1.96 * error, within(0.2 * error));
    }

    @Test
    void theSameKeyGivesTheSameBitsAndAnotherDoesNot() {
        assertThat(stratified().area(good)).isEqualTo(stratified().area(good));
        assertThat(new AucBootstrap(positive, Resampling.stratified(positive), REPLICATES, 0.95, Key.of(6)).area(good))
                .isNotEqualTo(stratified().area(good));
    }

    @Test
    void aDifferenceIsPaired() {
        Interval none = stratified().difference(good, good.clone());
        assertThat(none).isEqualTo(new Interval(0, 0, 0, 0.95));
        Interval better = stratified().difference(good, poor);
        assertThat(better.estimate()).isCloseTo(stratified().area(good).estimate()
                - stratified().area(poor).estimate(), within(1e-15));
        assertThat(better.low()).isPositive();
        // Scores that mostly agree differ less from draw to draw than either of them varies.
        double[] nearly = good.clone();
        nearly[0] = -1;
        Interval paired = stratified().difference(good, nearly);
        Interval alone = stratified().area(good);
        assertThat(paired.high() - paired.low()).isPositive().isLessThan((alone.high() - alone.low()) / 3);
    }

    /** Each case twice says no more than once: only the draw of whole groups sees that. */
    @Test
    void groupsAreDrawnWhole() {
        boolean[] twiceLabels = new boolean[2 * CASES];
        double[] twiceScores = new double[2 * CASES];
        for (int index = 0; index < twiceLabels.length; index++) {
            twiceLabels[index] = positive[index / 2];
            twiceScores[index] = good[index / 2];
        }
        List<Integer> groups = IntStream.range(0, 2 * CASES).mapToObj(index -> index / 2).toList();
        Interval grouped = new AucBootstrap(twiceLabels, Resampling.byGroup(groups), REPLICATES, 0.95, KEY)
                .area(twiceScores);
        Interval naive = new AucBootstrap(twiceLabels, Resampling.stratified(twiceLabels), REPLICATES, 0.95, KEY)
                .area(twiceScores);
        double error = deLongError(good);
        assertThat(grouped.high() - grouped.low()).isCloseTo(2 * 1.96 * error, within(0.3 * error));
        assertThat(naive.high() - naive.low()).isLessThan(0.8 * (grouped.high() - grouped.low()));
        int[] times = Resampling.byGroup(groups).draw(KEY);
        for (int index = 0; index < times.length; index += 2) {
            assertThat(times[index]).isEqualTo(times[index + 1]);
        }
        assertThat(Arrays.stream(times).sum()).isEqualTo(2 * CASES);
    }

    @Test
    void strataKeepTheirSizes() {
        int[] times = Resampling.stratified(positive).draw(KEY);
        assertThat(IntStream.range(0, CASES).filter(index -> positive[index]).map(index -> times[index]).sum())
                .isEqualTo(CASES / 3);
        assertThat(Arrays.stream(times).sum()).isEqualTo(CASES);
    }

    /** With two groups of one class each, half of all draws hold one class only. */
    @Test
    void drawsOfOneClassAreDrawnAgain() {
        boolean[] two = {true, false};
        Interval interval = new AucBootstrap(two, Resampling.byGroup(List.of("a", "b")), 200, 0.9, KEY)
                .area(new double[] {1, 0});
        assertThat(interval).isEqualTo(new Interval(1, 1, 1, 0.9));
    }

    @Test
    void mistakesAreRefused() {
        assertThatThrownBy(() -> new AucBootstrap(positive, Resampling.stratified(new boolean[3]), 10, 0.95, KEY))
                .hasMessageContaining("3 cases");
        assertThatThrownBy(() -> new AucBootstrap(positive, Resampling.stratified(positive), 0, 0.95, KEY))
                .hasMessageContaining("0 replicates");
        assertThatThrownBy(() -> new AucBootstrap(new boolean[2], Resampling.stratified(new boolean[2]), 10, 0.95, KEY)
                .area(new double[2])).isInstanceOf(InputException.class).hasMessageContaining("none is positive");
    }

    /** The standard error of an area after DeLong et al. 1988, by all pairs. */
    private double deLongError(double[] scores) {
        int[] with = IntStream.range(0, CASES).filter(index -> positive[index]).toArray();
        int[] without = IntStream.range(0, CASES).filter(index -> !positive[index]).toArray();
        double[] ofPositive = Arrays.stream(with).mapToDouble(one -> Arrays.stream(without)
                .filter(other -> scores[one] > scores[other]).count() / (double) without.length).toArray();
        double[] ofNegative = Arrays.stream(without).mapToDouble(other -> Arrays.stream(with)
                .filter(one -> scores[one] > scores[other]).count() / (double) with.length).toArray();
        return Math.sqrt(variance(ofPositive) / with.length + variance(ofNegative) / without.length);
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum() / (values.length - 1);
    }
}
