package dev.nacre.mammo.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GuidedFilterTest {
    @Test
    void equalsRegressionsInEverySquare() {
        for (int[] size : RandomPictures.SIZES) {
            float[] guide = RandomPictures.floats(size[0] * size[1], 2);
            float[] input = RandomPictures.floats(size[0] * size[1], 3);
            for (int radius : new int[] {0, 1, 2, 50}) {
                float[] filtered = new GuidedFilter(radius, 0.01).apply(guide, input, size[0], size[1]);
                double[] expected = slow(guide, input, size[0], size[1], radius, 0.01);
                for (int index = 0; index < filtered.length; index++) {
                    assertThat((double) filtered[index]).isCloseTo(expected[index], within(1e-5));
                }
            }
        }
    }

    @Test
    void anInputThatIsLinearInTheGuideStaysAlmostAsItIs() {
        float[] guide = RandomPictures.floats(15 * 21, 4);
        float[] input = new float[guide.length];
        for (int index = 0; index < input.length; index++) {
            input[index] = 3 * guide[index] - 1;
        }
        float[] filtered = new GuidedFilter(3, 1e-9).apply(guide, input, 15, 21);
        assertThat(filtered).containsExactly(input, within(1e-5f));
    }

    @Test
    void aFlatGuideLeavesTheMeanOfMeans() {
        float[] input = RandomPictures.floats(9 * 9, 5);
        BoxFilter box = new BoxFilter(2);
        assertThat(new GuidedFilter(2, 0.1).apply(new float[81], input, 9, 9))
                .containsExactly(box.mean(box.mean(input, 9, 9), 9, 9), within(1e-6f));
    }

    @Test
    void otherSizesAndAnEpsilonOfZeroAreRefused() {
        assertThatThrownBy(() -> new GuidedFilter(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new GuidedFilter(1, 1).apply(new float[4], new float[6], 2, 2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("4 and 6");
    }

    private static double[] slow(float[] guide, float[] input, int height, int width, int radius, double epsilon) {
        double[] slopes = new double[guide.length];
        double[] offsets = new double[guide.length];
        for (int index = 0; index < guide.length; index++) {
            double meanGuide = BoxFilterTest.slow(guide, height, width, radius, index);
            double meanInput = BoxFilterTest.slow(input, height, width, radius, index);
            double variance = 0;
            double covariance = 0;
            int count = 0;
            for (int other = 0; other < guide.length; other++) {
                if (near(index, other, width, radius)) {
                    variance += (guide[other] - meanGuide) * (guide[other] - meanGuide);
                    covariance += (guide[other] - meanGuide) * (input[other] - meanInput);
                    count++;
                }
            }
            slopes[index] = covariance / count / (variance / count + epsilon);
            offsets[index] = meanInput - slopes[index] * meanGuide;
        }
        double[] filtered = new double[guide.length];
        for (int index = 0; index < guide.length; index++) {
            double slope = 0;
            double offset = 0;
            int count = 0;
            for (int other = 0; other < guide.length; other++) {
                if (near(index, other, width, radius)) {
                    slope += slopes[other];
                    offset += offsets[other];
                    count++;
                }
            }
            filtered[index] = slope / count * guide[index] + offset / count;
        }
        return filtered;
    }

    private static boolean near(int index, int other, int width, int radius) {
        return Math.abs(other / width - index / width) <= radius && Math.abs(other % width - index % width) <= radius;
    }
}
