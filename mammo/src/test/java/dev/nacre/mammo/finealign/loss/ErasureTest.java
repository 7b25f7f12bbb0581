package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.finealign.exam.SideLabel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasureTest {
    private static final List<BreastPictures> BREASTS = List.of(
            new BreastPictures(0, Laterality.LEFT, List.of(0, 1)), new BreastPictures(0, Laterality.RIGHT,
            List.of(2, 3)), new BreastPictures(1, Laterality.LEFT, List.of(4)), new BreastPictures(1,
            Laterality.RIGHT, List.of(5, 6)));
    private static final List<SideLabel> MADE = List.of(SideLabel.SUSPICIOUS, SideLabel.CALM, SideLabel.SUSPICIOUS,
            SideLabel.SUSPICIOUS);

    @Test
    void everyOtherSuspiciousBreastLosesItsOwnAndTheOthersTheNextOnes() {
        boolean[] seen = new boolean[2];
        for (int seed = 0; seed < 20; seed++) {
            Erasure erasure = Erasure.draw(7, BREASTS, MADE, Key.of(seed));
            boolean firstOwn = erasure.labels().getFirst() == SideLabel.CALM;
            seen[firstOwn ? 0 : 1] = true;
            if (firstOwn) {
                assertThat(erasure.labels()).containsExactly(SideLabel.CALM, SideLabel.UNKNOWN, SideLabel.SUSPICIOUS,
                        SideLabel.CALM);
                assertThat(erasure.maskOf()).containsExactly(0, 1, -1, -1, 5, 5, 6);
            } else {
                // The second view of the first breast has no counterpart whose map it could lose.
                assertThat(erasure.labels()).containsExactly(SideLabel.SUSPICIOUS, SideLabel.UNKNOWN, SideLabel.CALM,
                        SideLabel.SUSPICIOUS);
                assertThat(erasure.maskOf()).containsExactly(4, -1, -1, -1, 4, 0, 1);
            }
        }
        assertThat(seen).containsExactly(true, true);
    }

    @Test
    void withoutASuspiciousBreastNothingIsLost() {
        Erasure erasure = Erasure.draw(2, BREASTS.subList(0, 1), List.of(SideLabel.CALM), Key.of(1));
        assertThat(erasure.isAny()).isFalse();
        assertThat(erasure.maskOf()).containsExactly(-1, -1);
        Erasure alone = Erasure.draw(2, BREASTS.subList(0, 1), List.of(SideLabel.SUSPICIOUS), Key.of(1));
        assertThat(alone.isAny()).isTrue();
    }

    @Test
    void whatIsMarkedFallsToTheBackground() {
        Erasure erasure = new Erasure(new int[] {0, 2, -1}, List.of());
        Tensor x = Slopes.shares(1, 3, 4, 4, 1);
        Tensor y = Slopes.shares(2, 3, 4, 4, 1).mul(0.4).detach();
        Tensor a = Slopes.shares(3, 3, 4, 4, 1);
        double[] found = erasure.pictures(x, y, a).toDoubles();
        for (int i = 0; i < 48; i++) {
            double map = i < 16 ? a.toDoubles()[i] : i < 32 ? a.toDoubles()[i + 16] : 0;
            double above = Math.max(0, x.toDoubles()[i] - y.toDoubles()[i]);
            assertThat(found[i]).isCloseTo(x.toDoubles()[i] - map * above, within(1e-12));
        }
        Tensor weights = Slopes.random(4, 3, 4, 4, 1);
        Slopes.check(in -> erasure.pictures(x, y, in.getFirst()).mul(weights).sum(), a);
        Tensor background = y.detach().requireGrad();
        Gradients gradients = erasure.pictures(x, background, a.detach().requireGrad()).sum().backward();
        assertThat(gradients.has(background)).isFalse();
    }
}
