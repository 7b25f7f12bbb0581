package dev.nacre.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Randomness is an argument, and it is random. */
class KeyTest {
    private static final int MANY = 100_000;

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }

    private static double correlation(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double product = IntStream.range(0, a.length).mapToDouble(i -> (a[i] - meanA) * (b[i] - meanB)).average()
                .orElseThrow();
        return product / (deviation(a) * deviation(b));
    }

    private static double[] stream(Key key) {
        return LongStream.range(0, MANY).mapToDouble(key::uniform).toArray();
    }

    /** Random123's known answers for Philox 4×32-10: counter and key all zero. */
    @Test
    void philoxEqualsItsPublishedAnswers() {
        assertThat(Key.of(0).bits(0)).isEqualTo(0x6627e8d5e169c58dL);
        assertThat(Key.of(0).bits(1)).isEqualTo(0xbc57ac4c9b00dbd8L);
    }

    @Test
    void uniformNumbersFillTheirRange() {
        double[] values = Tensor.random(Key.of(3), new Distribution.Uniform(-2, 4), MANY).toDoubles();
        assertThat(Arrays.stream(values)).allMatch(v -> v >= -2 && v < 4);
        assertThat(mean(values)).isCloseTo(1, within(0.02));
        assertThat(deviation(values)).isCloseTo(6 / Math.sqrt(12), within(0.02));
    }

    @Test
    void normalNumbersHaveTheirMoments() {
        double[] values = Tensor.random(Key.of(4), new Distribution.Normal(1, 2), MANY).toDoubles();
        assertThat(mean(values)).isCloseTo(1, within(0.03));
        assertThat(deviation(values)).isCloseTo(2, within(0.02));
        long beyondTwo = Arrays.stream(values).filter(v -> Math.abs(v - 1) > 4).count();
        assertThat((double) beyondTwo / MANY).isCloseTo(0.0455, within(0.004));
    }

    @Test
    void truncatedNumbersStayInside() {
        double[] values = Tensor.random(Key.of(5), new Distribution.TruncatedNormal(0, 1, -2, 1), MANY).toDoubles();
        assertThat(Arrays.stream(values)).allMatch(v -> v >= -2 && v <= 1);
        assertThat(mean(values)).as("(φ(−2) − φ(1)) / (Φ(1) − Φ(−2))").isCloseTo(-0.2296, within(0.01));
        assertThatThrownBy(() -> new Distribution.TruncatedNormal(0, 1, 40, 41).sample(7))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("next to nothing");
    }

    @Test
    void masksHaveTheirShare() {
        double[] values = Tensor.random(Key.of(6), new Distribution.Bernoulli(0.3), MANY).toDoubles();
        assertThat(values).containsOnly(0, 1);
        assertThat(mean(values)).isCloseTo(0.3, within(0.006));
    }

    @Test
    void permutationsHoldEveryNumberOnceAndEveryOrderAsOften() {
        assertThat(Arrays.stream(Key.of(7).permutation(1000)).sorted().toArray())
                .containsExactly(IntStream.range(0, 1000).toArray());
        assertThat(Key.of(7).permutation(1000)).isEqualTo(Key.of(7).permutation(1000));
        assertThat(Key.of(7).permutation(0)).isEmpty();
        int[] counts = new int[27];
        for (int seed = 0; seed < 6000; seed++) {
            int[] order = Key.of(seed).permutation(3);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        assertThat(Arrays.stream(counts).filter(n -> n > 0)).hasSize(6).allMatch(n -> n > 850 && n < 1150);
    }

    @Test
    void numbersBelowABoundAreEven() {
        int[] counts = new int[10];
        for (int i = 0; i < 20_000; i++) {
            counts[(int) Key.of(9).below(10, i)]++;
        }
        assertThat(Arrays.stream(counts)).allMatch(n -> n > 1800 && n < 2200);
        assertThatThrownBy(() -> Key.of(1).below(0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void childrenAreIndependentOfEachOtherAndOfTheirParent() {
        Key parent = Key.of(10);
        Key[] children = parent.split(3);
        assertThat(correlation(stream(parent), stream(children[0]))).isCloseTo(0, within(0.015));
        assertThat(correlation(stream(children[0]), stream(children[1]))).isCloseTo(0, within(0.015));
        assertThat(correlation(stream(Key.of(10)), stream(Key.of(11)))).isCloseTo(0, within(0.015));
        Set<Key> all = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            all.add(parent.child(i));
            all.add(parent.child("layer." + i));
        }
        assertThat(all).hasSize(2000).doesNotContain(parent);
        assertThat(parent.child("weight")).isEqualTo(Key.of(10).child("weight")).isNotEqualTo(parent.child("bias"));
    }

    @Test
    void aTensorIsAPureFunctionOfTheKey() {
        float[] whole = Tensor.randn(Key.of(12), 1000).toFloats();
        assertThat(Tensor.randn(Key.of(12), 10, 100).toFloats()).containsExactly(whole);
        assertThat(Tensor.randn(Key.of(12), 10).toFloats()).containsExactly(Arrays.copyOf(whole, 10));
    }
}
