package dev.nacre.mammo.finealign.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.nn.data.Prefetch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelFractionTest {
    /** 200 cases of 100 patients, of whom 20 have a positive one. */
    private static final List<Integer> CASES = IntStream.range(0, 200).boxed().toList();

    private static List<Integer> drawn(double share, long seed) {
        return new LabelFraction(share, Key.of(seed)).of(CASES, number -> "p" + number / 2, number -> number % 10 == 0);
    }

    @Test
    void patientsAreWholeAndOfBothKinds() {
        for (double share : new double[] {0.01, 0.1, 0.5, 1}) {
            List<Integer> own = drawn(share, 3);
            assertThat(own).isSorted().allMatch(number -> own.contains(number ^ 1));
            long positive = own.stream().filter(number -> number % 10 == 0).count();
            assertThat(positive).isEqualTo((long) Math.ceil(share * 20));
            assertThat(own.size()).isEqualTo(2 * (int) (Math.ceil(share * 20) + Math.ceil(share * 80)));
        }
    }

    @Test
    void smallerPartsLieInLargerOnesAndOtherSeedsDrawOthers() {
        assertThat(drawn(0.5, 3)).containsAll(drawn(0.1, 3));
        assertThat(drawn(0.1, 3)).isEqualTo(drawn(0.1, 3)).isNotEqualTo(drawn(0.1, 4));
        assertThatThrownBy(() -> drawn(0, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void halfOfEachBatchIsPositiveAndEachKindIsGoneThroughEvenly() {
        BalancedDraw<int[]> data = new BalancedDraw<>(new int[] {0, 1, 2}, new int[] {10, 11, 12, 13, 14}, 4, 15,
                Key.of(1), (cases, key) -> cases);
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
    void whatIsFoundWhereNothingIsCostsAndHasAGradient() {
        Tensor logits = Tensor.of(new float[] {-1, 2, 0.5f, -3}, 2, 2, 1, 1).requireGrad();
        Tensor lesions = Tensor.of(new float[] {0, 0, 1, 0}, 2, 2, 1, 1);
        Tensor loss = SegmentationLoss.of(logits, lesions);
        double[] p = logits.sigmoid().toDoubles();
        double entropy = -(Math.log(1 - p[0]) + Math.log(1 - p[1]) + Math.log(p[2]) + Math.log(1 - p[3])) / 4;
        double first = 1 / (p[0] + p[1] + 1);
        double second = (2 * p[2] + 1) / (p[2] + p[3] + 2);
        assertThat(loss.item()).isCloseTo(entropy + 1 - (first + second) / 2, within(1e-5));
        Gradients gradients = loss.backward();
        assertThat(gradients.of(logits).toFloats()[0]).isPositive();
        assertThat(gradients.of(logits).toFloats()[1]).isPositive();
        assertThat(gradients.of(logits).toFloats()[2]).isNegative();
    }
}
