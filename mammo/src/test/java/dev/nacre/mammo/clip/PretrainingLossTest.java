package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class PretrainingLossTest {
    private static final Tensor SCALE = Tensor.scalar(Math.log(5));
    private static final int BREASTS = 5;
    private static final int LENGTH = 7;

    @Test
    void aSinglePairIsThreeQuartersOfPicturesAskingAndAQuarterOfTexts() {
        Tensor pictures = Tensor.randn(Key.of(1), BREASTS, LENGTH);
        Tensor texts = Tensor.randn(Key.of(2), BREASTS, LENGTH);
        double expected = 0.75 * entropy(pictures.toFloats(), texts.toFloats())
                + 0.25 * entropy(texts.toFloats(), pictures.toFloats());
        assertThat(new PretrainingLoss.SinglePair().of(List.of(pictures), List.of(texts), SCALE).item())
                .isCloseTo(expected, within(1e-5));
    }

    /** The mean over the rows of one of −log softmax of 5 times the cosines with all rows of the other. */
    private static double entropy(float[] one, float[] other) {
        double mean = 0;
        for (int row = 0; row < BREASTS; row++) {
            double sum = 0;
            for (int column = 0; column < BREASTS; column++) {
                sum += Math.exp(5 * cosine(one, row, other, column));
            }
            mean += (Math.log(sum) - 5 * cosine(one, row, other, row)) / BREASTS;
        }
        return mean;
    }

    private static double cosine(float[] one, int row, float[] other, int column) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int element = 0; element < LENGTH; element++) {
            double a = one[row * LENGTH + element];
            double b = other[column * LENGTH + element];
            product += a * b;
            first += a * a;
            second += b * b;
        }
        return product / Math.sqrt(first * second);
    }

    @Test
    void fourPairsAreThePublishedLoss() {
        Tensor[] x = new Tensor[4];
        for (int index = 0; index < x.length; index++) {
            x[index] = Tensor.randn(Key.of(index), BREASTS, LENGTH);
        }
        assertThat(PretrainingLoss.PUBLISHED.of(List.of(x[0], x[1]), List.of(x[2], x[3]), SCALE).item())
                .isEqualTo(MammoClipLoss.of(x[0], x[1], x[2], x[3], SCALE).total().item());
    }
}
