package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import org.junit.jupiter.api.Test;

class ElasticWarpTest {
    @Test
    void anAlphaOfZeroChangesNothing() {
        for (int[] size : RandomPictures.SIZES) {
            float[] levels = RandomPictures.floats(size[0] * size[1], 1);
            assertThat(new ElasticWarp(0, 2, Border.REFLECT_101).apply(levels, size[0], size[1], Key.of(1)))
                    .containsExactly(levels);
        }
    }

    @Test
    void rampsShowTheDisplacementOfBothAxes() {
        int size = 120;
        double alpha = 40;
        double sigma = 4;
        for (boolean across : new boolean[] {true, false}) {
            float[] ramp = new float[size * size];
            for (int index = 0; index < ramp.length; index++) {
                ramp[index] = across ? index % size : index / size;
            }
            float[] displaced = new ElasticWarp(alpha, sigma, Border.REFLECT_101).apply(ramp, size, size, Key.of(5));
            double squares = 0;
            double sum = 0;
            int count = 0;
            for (int row = 10; row < size - 10; row++) {
                for (int column = 10; column < size - 10; column++) {
                    double by = displaced[row * size + column] - ramp[row * size + column];
                    squares += by * by;
                    sum += by;
                    count++;
                }
            }
            // The deviation of smoothed uniform numbers: 1 / sqrt(3), divided by 2 sqrt(pi) sigma.
            double expected = alpha / Math.sqrt(3) / (2 * Math.sqrt(Math.PI) * sigma);
            assertThat(Math.sqrt(squares / count)).isBetween(0.8 * expected, 1.2 * expected);
            assertThat(sum / count).isBetween(-0.3 * expected, 0.3 * expected);
        }
    }

    @Test
    void theSmoothedFieldIsAddedToEveryPixel() {
        int height = 13;
        int width = 17;
        Key key = Key.of(8);
        float[] across = new float[height * width];
        float[] down = new float[height * width];
        for (int index = 0; index < across.length; index++) {
            across[index] = (float) ((key.bits(index) >>> 40) / (double) (1 << 23) - 1);
            down[index] = (float) ((key.bits(index) << 32 >>> 40) / (double) (1 << 23) - 1);
        }
        float[] levels = RandomPictures.floats(height * width, 3);
        float[] smoothAcross = new GaussianBlur(1.5).apply(across, height, width);
        float[] smoothDown = new GaussianBlur(1.5).apply(down, height, width);
        float[] displaced = new ElasticWarp(6, 1.5, Border.REFLECT_101).apply(levels, height, width, key);
        for (int index = 0; index < levels.length; index++) {
            PlanePoint from = new PlanePoint(index % width + 0.5 + 6 * smoothAcross[index],
                    index / width + 0.5 + 6 * smoothDown[index]);
            assertThat((double) displaced[index])
                    .isCloseTo(AffineWarpTest.slow(levels, height, width, Border.REFLECT_101, from), within(1e-5));
        }
    }

    @Test
    void theSameKeyGivesTheSameBitsAndAnotherKeyOthers() {
        float[] levels = RandomPictures.floats(31 * 29, 3);
        ElasticWarp warp = new ElasticWarp(30, 3, new Border.Constant(0));
        float[] first = warp.apply(levels, 31, 29, Key.of(1));
        assertThat(warp.apply(levels, 31, 29, Key.of(1))).containsExactly(first);
        assertThat(warp.apply(levels, 31, 29, Key.of(2))).isNotEqualTo(first);
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatThrownBy(() -> new ElasticWarp(1, 0, Border.REFLECT_101))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ElasticWarp(Double.NaN, 1, Border.REFLECT_101))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
