package dev.nacre.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancedBatchesTest {
    @Test
    void halfOfEachBatchIsPositiveAndEachKindIsGoneThroughEvenly() {
        BalancedBatches<int[]> data = new BalancedBatches<>(new int[] {0, 1, 2}, new int[] {10, 11, 12, 13, 14}, 4, 15,
                2, Key.of(1), (epoch, cases, places) -> cases);
        Map<Integer, Integer> seen = new HashMap<>();
        try (Prefetch<int[]> batches = data.epoch(0, 0)) {
            for (int batch = 0; batch < 15; batch++) {
                int[] cases = batches.next();
                assertThat(IntStream.of(cases).filter(number -> number < 10).count()).isEqualTo(2);
                IntStream.of(cases).forEach(number -> seen.merge(number, 1, Integer::sum));
            }
        }
        assertThat(seen).hasSize(8);
        seen.forEach((number, times) -> assertThat(times).isEqualTo(number < 10 ? 10 : 6));
    }

    @Test
    void ofOddBatchesTheLargerHalfAlternatesAndNobodyIsLeftOut() {
        BalancedBatches<int[]> data = new BalancedBatches<>(new int[] {0, 1, 2}, new int[] {10, 11, 12}, 3, 8, 1,
                Key.of(2), (epoch, cases, places) -> cases);
        Map<Integer, Integer> seen = new HashMap<>();
        try (Prefetch<int[]> batches = data.epoch(0, 0)) {
            for (int batch = 0; batch < 8; batch++) {
                int[] cases = batches.next();
                assertThat(IntStream.of(cases).filter(number -> number < 10).count()).isEqualTo(1 + batch % 2);
                IntStream.of(cases).forEach(number -> seen.merge(number, 1, Integer::sum));
            }
        }
        assertThat(seen).hasSize(6);
        assertThat(seen.values()).containsOnly(4);
    }

    @Test
    void aKindThatIsMissingIsReplacedByTheOther() {
        BalancedBatches<int[]> data = new BalancedBatches<>(new int[0], new int[] {1, 2}, 2, 3, 1, Key.of(3),
                (epoch, cases, places) -> cases);
        try (Prefetch<int[]> batches = data.epoch(1, 2)) {
            assertThat(batches.next()).containsExactlyInAnyOrder(1, 2);
        }
        assertThatThrownBy(() -> new BalancedBatches<int[]>(new int[0], new int[0], 2, 3, 1, Key.of(3),
                (epoch, cases, places) -> cases)).isInstanceOf(IllegalArgumentException.class);
    }
}
