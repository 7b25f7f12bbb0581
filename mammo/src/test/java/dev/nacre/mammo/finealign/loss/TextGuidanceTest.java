package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.image.PictureBatch;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextGuidanceTest {
    private static final int ROWS = 7;
    private static final int COLUMNS = 8;
    private static final int BLOCK = 4;
    private static final int WIDTH = 3;
    private static final int[] SLOTS = {0, 1, 2};
    private static final List<AbnormalSentence> LEFT = List.of(new AbnormalSentence(0, 0, Set.of(Laterality.LEFT)));

    /** All of the last column of places is outside. */
    private static PictureBatch tissue() {
        float[] mask = new float[3 * ROWS * BLOCK * COLUMNS * BLOCK];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % (COLUMNS * BLOCK) < (COLUMNS - 1) * BLOCK ? 1 : 0;
        }
        return new PictureBatch(3, ROWS * BLOCK, COLUMNS * BLOCK, mask);
    }

    /** Places that look like the sentence at and around one of them, in the left CC picture alone. */
    private static Tensor tokens(int row, int column) {
        double[] tokens = new double[4 * ROWS * COLUMNS * WIDTH];
        for (int place = 0; place < 4 * ROWS * COLUMNS; place++) {
            int y = place / COLUMNS % ROWS - row;
            int x = place % COLUMNS - column;
            tokens[place * WIDTH] = place < ROWS * COLUMNS ? Math.exp(-(y * y + x * x) / 4.0) : 0.2;
            tokens[place * WIDTH + 1] = 1;
            tokens[place * WIDTH + 2] = 0;
        }
        return L2Normalize.of(Tensor.of(tokens, 1, 4, ROWS, COLUMNS, WIDTH), 4);
    }

    private static final Tensor SENTENCES = Tensor.of(new double[] {1, 0, 0}, 1, 1, WIDTH);

    @Test
    void theAwarenessIsDrawnToThePlacesThatLookLikeTheSentence() {
        Tensor awareness = Slopes.shares(1, 3, ROWS * BLOCK, COLUMNS * BLOCK, 1).requireGrad();
        Tensor loss = TextGuidance.of(awareness, tissue(), SLOTS, tokens(3, 3), SENTENCES, LEFT).orElseThrow();
        double value = loss.item();
        Gradients gradients = loss.backward();
        double[] slopes = gradients.of(awareness).toDoubles();
        double[] a = awareness.toDoubles();
        int high = ROWS * BLOCK;
        int wide = COLUMNS * BLOCK;
        int up = 0;
        int down = 0;
        double first = 0;
        for (int place = 0; place < ROWS * COLUMNS; place++) {
            int corner = place / COLUMNS * BLOCK * wide + place % COLUMNS * BLOCK;
            double mean = 0;
            for (int i = 0; i < BLOCK * BLOCK; i++) {
                mean += a[corner + i / BLOCK * wide + i % BLOCK] / (BLOCK * BLOCK);
            }
            if (slopes[corner] < 0) {
                assertThat(place).isEqualTo(3 * COLUMNS + 3);
                first -= Math.log(mean);
                up++;
            } else if (slopes[corner] > 0) {
                first -= Math.log(1 - mean);
                down++;
            }
        }
        assertThat(up).isEqualTo(1);
        // 49 places of tissue, of which four fifths are to be dark.
        assertThat(down).isEqualTo(39);
        assertThat(slopes[COLUMNS * BLOCK - 1]).isZero();
        // The third picture is of the right breast, of which nothing is said.
        for (int i = 2 * high * wide; i < slopes.length; i++) {
            assertThat(slopes[i]).isZero();
        }
        double second = TextGuidance.of(awareness, tissue(), new int[] {2, 1, 3}, tokens(3, 3), SENTENCES, LEFT)
                .orElseThrow().item();
        assertThat(value).isCloseTo((first / 40 + second) / 2, within(1e-9));
    }

    @Test
    void gradientsAreTheSlopesAndNoneReachTheTexts() {
        Slopes.check(in -> TextGuidance.of(in.getFirst(), tissue(), SLOTS, tokens(2, 1), SENTENCES, LEFT).orElseThrow(),
                Slopes.shares(2, 3, ROWS * BLOCK, COLUMNS * BLOCK, 1));
        Tensor awareness = Slopes.shares(3, 3, ROWS * BLOCK, COLUMNS * BLOCK, 1).requireGrad();
        Tensor tokens = tokens(2, 1).detach().requireGrad();
        Tensor sentences = SENTENCES.detach().requireGrad();
        Gradients gradients = TextGuidance.of(awareness, tissue(), SLOTS, tokens, sentences, LEFT).orElseThrow()
                .backward();
        assertThat(gradients.has(tokens)).isFalse();
        assertThat(gradients.has(sentences)).isFalse();
    }

    @Test
    void aSentenceOfNoSideGuidesNothing() {
        assertThat(TextGuidance.of(Slopes.shares(4, 3, ROWS * BLOCK, COLUMNS * BLOCK, 1), tissue(), SLOTS,
                tokens(3, 3), SENTENCES, List.of(new AbnormalSentence(0, 0, Set.of())))).isEmpty();
    }

    @Test
    void withoutTheAbnormalABreastFitsItsSentencesLess() {
        Tensor full = Slopes.random(5, 2, 2, WIDTH);
        Tensor left = Slopes.random(6, 2, 2, WIDTH);
        Tensor sentences = Slopes.units(7, 2, 2, WIDTH);
        List<AbnormalSentence> abnormal = List.of(new AbnormalSentence(1, 0, Set.of(Laterality.RIGHT)),
                new AbnormalSentence(1, 1, Set.of(Laterality.RIGHT, Laterality.LEFT)));
        BreastPictures breast = new BreastPictures(1, Laterality.RIGHT, List.of(0));
        double[] q = sentences.toDoubles();
        double[] text = new double[WIDTH];
        for (int d = 0; d < WIDTH; d++) {
            text[d] = (q[2 * WIDTH + d] + q[3 * WIDTH + d]) / 2;
        }
        double expected = cosine(left.toDoubles(), text) - cosine(full.toDoubles(), text) + 0.1;
        assertThat(ComplementMargin.of(left, full, sentences, abnormal, List.of(breast)).orElseThrow().item())
                .isCloseTo(Math.max(0, expected), within(1e-9));
        assertThat(ComplementMargin.of(full, left, sentences, abnormal, List.of(breast)).orElseThrow().item())
                .isCloseTo(Math.max(0, 0.2 - expected), within(1e-9));
        assertThat(ComplementMargin.of(left, full, sentences, abnormal, List.of(new BreastPictures(0, Laterality.LEFT,
                List.of(0))))).isEmpty();
        Tensor better = expected > 0.05 ? left : full;
        Tensor worse = expected > 0.05 ? full : left;
        Slopes.check(in -> ComplementMargin.of(in.get(0), in.get(1), in.get(2), abnormal, List.of(breast))
                .orElseThrow(), better, worse, sentences);
    }

    /** Of the right breast of the second exam. */
    private static double cosine(double[] breasts, double[] text) {
        double product = 0;
        double one = 0;
        double other = 0;
        for (int d = 0; d < WIDTH; d++) {
            product += breasts[3 * WIDTH + d] * text[d];
            one += breasts[3 * WIDTH + d] * breasts[3 * WIDTH + d];
            other += text[d] * text[d];
        }
        return product / Math.sqrt(one * other);
    }
}
