package dev.nacre.mammo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import java.util.List;
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
}
