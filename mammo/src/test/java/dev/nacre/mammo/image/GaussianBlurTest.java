package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianBlurTest {
    @Test
    void equalsTheSumOverTheMirroredPlane() {
        for (int[] size : RandomPictures.SIZES) {
            float[] values = RandomPictures.floats(size[0] * size[1], 6);
            for (double sigma : new double[] {0.1, 0.7, 2, 5}) {
                float[] smoothed = new GaussianBlur(sigma).apply(values, size[0], size[1]);
                for (int index = 0; index < smoothed.length; index++) {
                    assertThat((double) smoothed[index]).as("%d x %d, %s, %d", size[0], size[1], sigma, index)
                            .isCloseTo(slow(values, size[0], size[1], sigma, index), within(1e-5));
                }
            }
        }
    }

    @Test
    void aConstantStaysConstant() {
        float[] values = new float[7 * 9];
        Arrays.fill(values, 5);
        assertThat(new GaussianBlur(3).apply(values, 7, 9)).containsExactly(values, within(1e-5f));
    }

    @Test
    void otherWidthsAreRefused() {
        for (double sigma : new double[] {0, -1, Double.NaN, 1e6}) {
            assertThatThrownBy(() -> new GaussianBlur(sigma)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static double slow(float[] values, int height, int width, double sigma, int index) {
        int reach = (int) (4 * sigma + 0.5);
        double sum = 0;
        double weights = 0;
        for (int down = -reach; down <= reach; down++) {
            for (int across = -reach; across <= reach; across++) {
                double weight = Math.exp(-(down * down + across * across) / (2 * sigma * sigma));
                int row = mirrored(index / width + down, height);
                int column = mirrored(index % width + across, width);
                sum += weight * values[row * width + column];
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static int mirrored(int position, int size) {
        int at = position;
        while (at < 0 || at >= size) {
            at = at < 0 ? -1 - at : 2 * size - 1 - at;
        }
        return at;
    }
}
