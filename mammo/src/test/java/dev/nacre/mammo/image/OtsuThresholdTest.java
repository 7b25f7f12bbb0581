package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OtsuThresholdTest {
    @Test
    void equalsTheDefinition() {
        for (int seed = 0; seed < 60; seed++) {
            int[] counts = new int[1 + (int) Key.of(seed).below(70, 0)];
            for (int level = 0; level < counts.length; level++) {
                counts[level] = (int) Math.max(0, Key.of(seed).below(90, level + 1) - 30);
            }
            counts[0] = 1;
            assertThat(OtsuThreshold.of(histogram(counts))).as("seed %d", seed).isEqualTo(slow(counts));
        }
    }

    @Test
    void betweenTwoPeaksTheLowestLevelIsTaken() {
        int[] counts = new int[65_536];
        counts[1_000] = 5;
        counts[60_000] = 7;
        assertThat(OtsuThreshold.of(histogram(counts))).isEqualTo(1_000);
    }

    @Test
    void oneOccupiedLevelHasNothingAboveIt() {
        int[] counts = new int[256];
        counts[17] = 3;
        assertThat(OtsuThreshold.of(histogram(counts))).isEqualTo(17);
        counts[17] = 0;
        counts[0] = 3;
        assertThat(OtsuThreshold.of(histogram(counts))).isZero();
    }

    @Test
    void nothingIsRefused() {
        assertThatThrownBy(() -> OtsuThreshold.of(histogram(new int[4]))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without pixels");
    }

    static GreyHistogram histogram(int... counts) {
        return new GreyHistogram(Arrays.stream(counts).sum(), counts);
    }

    /** Minimises the sum of squared deviations within both classes, which maximises the variance between them. */
    private static int slow(int[] counts) {
        double smallest = Double.POSITIVE_INFINITY;
        int best = 0;
        for (int threshold = 0; threshold < counts.length; threshold++) {
            double within = deviations(counts, 0, threshold + 1) + deviations(counts, threshold + 1, counts.length);
            if (within < smallest * (1 - 1e-12)) {
                smallest = within;
                best = threshold;
            }
        }
        return best;
    }

    private static double deviations(int[] counts, int from, int to) {
        double pixels = 0;
        double sum = 0;
        for (int level = from; level < to; level++) {
            pixels += counts[level];
            sum += (double) level * counts[level];
        }
        double deviations = 0;
        for (int level = from; level < to; level++) {
            deviations += counts[level] * (level - sum / pixels) * (level - sum / pixels);
        }
        return deviations;
    }
}
