package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PercentileTest {
    @Test
    void equalsInterpolationBetweenSortedLevels() {
        for (int[] size : RandomPictures.SIZES) {
            GreyPicture picture = RandomPictures.grey(size[0], size[1], 4);
            Mask mask = RandomPictures.mask(size[0], size[1], 0.7, 2);
            int[] chosen = new int[mask.count()];
            int count = 0;
            for (int index = 0; index < mask.inside().length; index++) {
                if (mask.inside()[index]) {
                    chosen[count++] = Short.toUnsignedInt(picture.levels()[index]);
                }
            }
            Arrays.sort(chosen);
            for (int trial = 0; count > 0 && trial < 40; trial++) {
                double fraction = trial < 3 ? trial / 2.0 : Key.of(9).uniform(trial);
                double position = fraction * (count - 1);
                int below = (int) position;
                double expected = chosen[below] + (position - below)
                        * (chosen[Math.min(below + 1, count - 1)] - chosen[below]);
                assertThat(Percentile.of(GreyHistogram.of(picture, mask), fraction)).isCloseTo(expected, within(1e-9));
            }
        }
    }

    @Test
    void theEndsAreTheLowestAndTheHighestLevel() {
        GreyPicture picture = new GreyPicture(1, 4, 16, new short[] {-1, 5, 9, 30_000});
        assertThat(Percentile.of(GreyHistogram.of(picture), 0)).isEqualTo(5);
        assertThat(Percentile.of(GreyHistogram.of(picture), 1)).isEqualTo(65_535);
        assertThat(Percentile.of(GreyHistogram.of(picture), 0.5)).isEqualTo(15_004.5);
    }

    @Test
    void aBoxCountsOnlyItsPixels() {
        GreyPicture picture = new GreyPicture(2, 3, 8, new short[] {1, 2, 3, 4, 5, 6});
        GreyHistogram histogram = GreyHistogram.of(picture, new PixelBox(1, 0, 3, 2));
        assertThat(histogram.pixels()).isEqualTo(4);
        assertThat(histogram.counts()[1] + histogram.counts()[4]).isZero();
        assertThatThrownBy(() -> GreyHistogram.of(picture, new PixelBox(1, 0, 4, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 x 3");
    }

    @Test
    void impossibleFractionsAndEmptyHistogramsAreRefused() {
        GreyHistogram one = OtsuThresholdTest.histogram(1);
        for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Percentile.of(one, fraction)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Percentile.of(OtsuThresholdTest.histogram(0), 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GreyHistogram(2, new int[] {1})).isInstanceOf(IllegalArgumentException.class);
    }
}
