package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxFilterTest {
    @Test
    void equalsPlainLoops() {
        for (int[] size : RandomPictures.SIZES) {
            float[] values = RandomPictures.floats(size[0] * size[1], 1);
            for (int radius : new int[] {0, 1, 3, 8, 1000}) {
                float[] means = new BoxFilter(radius).mean(values, size[0], size[1]);
                for (int index = 0; index < means.length; index++) {
                    assertThat((double) means[index]).as("%d x %d, radius %d, %d", size[0], size[1], radius, index)
                            .isCloseTo(slow(values, size[0], size[1], radius, index), within(1e-7));
                }
            }
        }
    }

    @Test
    void wholeLevelsGiveExactMeans() {
        double[] values = new double[60 * 70];
        for (int index = 0; index < values.length; index++) {
            values[index] = index * 7919 % 65536;
        }
        double[] means = new BoxFilter(4).mean(values, 60, 70);
        double sum = 0;
        for (int row = 30; row < 39; row++) {
            for (int column = 50; column < 59; column++) {
                sum += values[row * 70 + column];
            }
        }
        assertThat(means[34 * 70 + 54]).isEqualTo(sum / 81);
    }

    @Test
    void aNegativeRadiusIsRefused() {
        assertThatThrownBy(() -> new BoxFilter(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    static double slow(float[] values, int height, int width, int radius, int index) {
        double sum = 0;
        int count = 0;
        for (int other = 0; other < values.length; other++) {
            if (Math.abs(other / width - index / width) <= radius
                    && Math.abs(other % width - index % width) <= radius) {
                sum += values[other];
                count++;
            }
        }
        return sum / count;
    }
}
