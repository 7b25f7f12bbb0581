package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ZeroShotScoresTest {
    private static final float[][] PICTURES = {{2, 0}, {0, 3}};
    private static final float[][] SENTENCES = {{1, 0}, {1, 1}, {0, -5}};

    private final ZeroShotScores scores = new ZeroShotScores(PICTURES, SENTENCES, 10);

    @Test
    void cosinesDoNotDependOnLengths() {
        assertThat(scores.pictures()).isEqualTo(2);
        assertThat(scores.sentences()).isEqualTo(3);
        assertThat(scores.cosine(0, 0)).isEqualTo(1);
        assertThat(scores.cosine(0, 1)).isCloseTo(Math.sqrt(0.5), within(1e-12));
        assertThat(scores.cosine(1, 2)).isEqualTo(-1);
    }

    @Test
    void sharesAreSoftmaxesWithAndWithoutTheScale() {
        double half = Math.sqrt(0.5);
        double scaled = Math.exp(10) + Math.exp(10 * half) + 1;
        assertThat(scores.probability(0, 0)).isCloseTo(Math.exp(10) / scaled, within(1e-12));
        double plain = Math.exp(1) + Math.exp(half) + 1;
        assertThat(scores.publishedScore(0, 1)).isCloseTo(Math.exp(half) / plain, within(1e-12));
        for (int picture = 0; picture < 2; picture++) {
            double sum = 0;
            for (int sentence = 0; sentence < 3; sentence++) {
                sum += scores.probability(picture, sentence);
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void aLargeScaleDoesNotOverflow() {
        ZeroShotScores sharp = new ZeroShotScores(PICTURES, SENTENCES, 1e6);
        assertThat(sharp.probability(0, 0)).isEqualTo(1);
        assertThat(sharp.probability(0, 2)).isZero();
    }

    @Test
    void ranksCountBetterSentences() {
        assertThat(scores.rank(0, 0)).isEqualTo(1);
        assertThat(scores.rank(0, 1)).isEqualTo(2);
        assertThat(scores.rank(0, 2)).isEqualTo(3);
        assertThat(new ZeroShotScores(PICTURES, new float[][] {{1, 1}, {2, 2}}, 1).rank(1, 1)).isEqualTo(1);
    }

    @Test
    void vectorsOfDifferentModelsAreRefused() {
        assertThatThrownBy(() -> new ZeroShotScores(PICTURES, new float[][] {{1, 0, 0}}, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 and 3");
    }
}
