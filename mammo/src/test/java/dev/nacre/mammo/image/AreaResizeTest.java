package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AreaResizeTest {
    @Test
    void aWholeFactorAveragesBlocks() {
        GreyPicture picture = picture(2, 4, 1, 3, 5, 7, 9, 11, 13, 15);
        assertThat(new AreaResize(2, 4, 1, 2).apply(picture)).containsExactly(6, 10);
    }

    @Test
    void aBrokenFactorWeighsBorderPixelsByTheCoveredPart() {
        GreyPicture picture = picture(1, 3, 30, 60, 90);
        assertThat(new AreaResize(1, 3, 1, 2).apply(picture)).containsExactly(new float[] {40, 80}, within(1e-4f));
    }

    @Test
    void theMeanIsKept() {
        int[] levels = new int[97 * 61];
        double sum = 0;
        for (int index = 0; index < levels.length; index++) {
            levels[index] = index * 7919 % 65536;
            sum += levels[index];
        }
        float[] resized = new AreaResize(97, 61, 13, 17).apply(picture(97, 61, levels));
        double resizedSum = 0;
        for (float level : resized) {
            resizedSum += level;
        }
        assertThat(resizedSum / resized.length).isCloseTo(sum / levels.length, within(0.01));
    }

    @Test
    void theSameSizeChangesNothing() {
        assertThat(new AreaResize(2, 2, 2, 2).apply(picture(2, 2, 0, 65535, 7, 1))).containsExactly(0, 65535, 7, 1);
    }

    @Test
    void enlargingByAWholeFactorRepeatsPixelsAsOpenCvDoes() {
        GreyPicture picture = picture(1, 2, 10, 20);
        assertThat(new AreaResize(1, 2, 2, 4).apply(picture)).containsExactly(10, 10, 20, 20, 10, 10, 20, 20);
    }

    @Test
    void bitsAreThoseOfSumsInTheOrderOfTheSource() {
        GreyPicture picture = RandomPictures.grey(4, 5, 1);
        float[] narrowed = new float[4 * 2];
        for (int row = 0; row < 4; row++) {
            for (int column = 0; column < 2; column++) {
                float[] weights = column == 0 ? new float[] {0.4f, 0.4f, 0.2f} : new float[] {0.2f, 0.4f, 0.4f};
                for (int tap = 0; tap < 3; tap++) {
                    narrowed[row * 2 + column] += weights[tap] * picture.level(row, 2 * column + tap);
                }
            }
        }
        float[] expected = new float[2 * 2];
        for (int index = 0; index < 4; index++) {
            int above = index / 2 * 4 + index % 2;
            expected[index] = 0.5f * narrowed[above] + 0.5f * narrowed[above + 2];
        }
        assertThat(new AreaResize(4, 5, 2, 2).apply(picture)).containsExactly(expected);
    }

    @Test
    void refusesOtherPicturesAndEmptySizes() {
        assertThatThrownBy(() -> new AreaResize(2, 2, 1, 1).apply(picture(1, 2, 1, 2)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("2 x 2", "1 x 2");
        assertThatThrownBy(() -> new AreaResize(2, 2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static GreyPicture picture(int height, int width, int... levels) {
        short[] shorts = new short[levels.length];
        for (int index = 0; index < levels.length; index++) {
            shorts[index] = (short) levels[index];
        }
        return new GreyPicture(height, width, 16, shorts);
    }
}
