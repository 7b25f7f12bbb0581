package dev.nacre.mammo.finealign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.image.PictureBatch;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BreastLevelsTest {
    @Test
    void itIsThePercentileOfWhatIsInside() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            int pixels = 1 + random.nextInt(60);
            float[] levels = new float[2 * pixels];
            float[] mask = new float[2 * pixels];
            for (int i = 0; i < levels.length; i++) {
                // Few different levels, so that many are equal.
                levels[i] = random.nextInt(12) / 12f;
                mask[i] = i == 0 || random.nextInt(3) > 0 ? 1 : 0;
            }
            double fraction = round % 10 == 0 ? 1 : random.nextDouble();
            float[] found = BreastLevels.percentile(new PictureBatch(2, 1, pixels, levels),
                    new PictureBatch(2, 1, pixels, mask), fraction);
            float[] inside = new float[pixels];
            int count = 0;
            for (int i = 0; i < pixels; i++) {
                if (mask[i] > 0) {
                    inside[count++] = levels[i];
                }
            }
            Arrays.sort(inside, 0, count);
            double position = fraction * (count - 1);
            int below = (int) position;
            double expected = inside[below]
                    + (position - below) * (inside[Math.min(below + 1, count - 1)] - inside[below]);
            assertThat((double) found[0]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    void withoutABreastItIsDarkAndOtherMasksAreRefused() {
        PictureBatch picture = new PictureBatch(1, 1, 3, new float[] {0.2f, 0.4f, 0.6f});
        assertThat(BreastLevels.percentile(picture, new PictureBatch(1, 1, 3, new float[3]), 0.5)).containsExactly(0);
        assertThat(BreastLevels.percentile(picture, new PictureBatch(1, 1, 3, new float[] {1, 0, 1}), 0.25))
                .containsExactly(new float[] {0.3f}, within(1e-6f));
        assertThatThrownBy(() -> BreastLevels.percentile(picture, new PictureBatch(1, 1, 2, new float[2]), 0.5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
