package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.loss.WordPatchScores.Length;
import org.junit.jupiter.api.Test;

/** Acceptance test 3 of the specification among them. */
class WordPatchScoresTest {
    private static final Tensor TAU = Tensor.scalar(10).to(DType.FLOAT64);
    private static final int[] LENGTHS = {3, 5};
    private static final Tensor PRESENT = Tensor.of(new double[] {1, 1, 0, 1, 1, 0, 0, 0}, 2, 4);
    private static final int EXAMS = 2;
    private static final int PLACES = 6;
    private static final int WIDTH = 4;

    private static Tensor mask(int most) {
        double[] mask = new double[LENGTHS.length * most];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % most < LENGTHS[i / most] ? 1 : 0;
        }
        return Tensor.of(mask, LENGTHS.length, most);
    }

    private static Tensor tokens() {
        Tensor tokens = Slopes.units(1, EXAMS, 4, 2, 3, WIDTH);
        return tokens.mul(PRESENT.reshape(EXAMS, 4, 1, 1, 1));
    }

    /** The formula, word by word and place by place. */
    private static double plain(double[] p, double[] w, int exam, int report, boolean byLength) {
        double sum = 0;
        double views = 0;
        for (int v = 0; v < 4; v++) {
            if (PRESENT.toDoubles()[exam * 4 + v] == 0) {
                continue;
            }
            int words = LENGTHS[report];
            double[][] attention = new double[PLACES][words];
            double[] places = new double[words];
            for (int n = 0; n < PLACES; n++) {
                double partition = 0;
                for (int t = 0; t < words; t++) {
                    double product = 0;
                    for (int d = 0; d < WIDTH; d++) {
                        product += p[((exam * 4 + v) * PLACES + n) * WIDTH + d] * w[(report * 5 + t) * WIDTH + d];
                    }
                    attention[n][t] = Math.exp(product);
                    partition += attention[n][t];
                }
                for (int t = 0; t < words; t++) {
                    attention[n][t] = Math.exp(4 * attention[n][t] / partition);
                    places[t] += attention[n][t];
                }
            }
            double evidence = 0;
            for (int t = 0; t < words; t++) {
                double product = 0;
                double seen = 0;
                double word = 0;
                for (int d = 0; d < WIDTH; d++) {
                    double c = 0;
                    for (int n = 0; n < PLACES; n++) {
                        c += attention[n][t] / places[t] * p[((exam * 4 + v) * PLACES + n) * WIDTH + d];
                    }
                    double own = w[(report * 5 + t) * WIDTH + d];
                    product += c * own;
                    seen += c * c;
                    word += own * own;
                }
                evidence += Math.exp(5 * product / Math.sqrt(seen * word));
            }
            sum += 10 * (Math.log(evidence) - (byLength ? Math.log(words) : 0));
            views++;
        }
        return sum / views;
    }

    @Test
    void isTheFormulaOfBothModes() {
        Tensor words = Slopes.random(2, 2, 5, WIDTH);
        for (Length length : Length.values()) {
            double[] found = WordPatchScores.of(tokens(), PRESENT, words, mask(5), TAU, length).toDoubles();
            for (int i = 0; i < 4; i++) {
                assertThat(found[i]).isCloseTo(plain(tokens().toDoubles(), words.toDoubles(), i / 2, i % 2,
                        length == Length.DOES_NOT_COUNT), within(1e-9));
            }
        }
    }

    @Test
    void paddingChangesNothing() {
        Tensor words = Slopes.random(3, 2, 5, WIDTH);
        Tensor longer = words.pad(1, 0, 7);
        for (Length length : Length.values()) {
            double[] found = WordPatchScores.of(tokens(), PRESENT, words, mask(5), TAU, length).toDoubles();
            assertThat(WordPatchScores.of(tokens(), PRESENT, longer, mask(12), TAU, length).toDoubles())
                    .containsExactly(found, within(1e-12));
            assertThat(WordPatchScores.of(tokens(), PRESENT, longer.add(mask(12).sub(1).unsqueeze(2)), mask(12), TAU,
                    length).toDoubles()).containsExactly(found, within(1e-12));
        }
    }

    @Test
    void aLongReportOfEqualWordsScoresAsItsFirstWord() {
        Tensor word = Slopes.random(4, 1, 1, WIDTH);
        Tensor five = word.expand(1, 5, WIDTH).contiguous();
        // Attention among equal words is shared out, so only the sum over words and its norm are compared.
        double[] one = WordPatchScores.of(tokens(), PRESENT, five, Tensor.of(new double[] {1, 1, 1, 1, 1}, 1, 5), TAU,
                Length.COUNTS).toDoubles();
        double[] normed = WordPatchScores.of(tokens(), PRESENT, five, Tensor.of(new double[] {1, 1, 1, 1, 1}, 1, 5),
                TAU, Length.DOES_NOT_COUNT).toDoubles();
        assertThat(one[0] - normed[0]).isCloseTo(10 * Math.log(5), within(1e-9));
    }

    @Test
    void roundsGiveTheSameScoresAndGradients() {
        Tensor words = Slopes.random(5, 2, 5, WIDTH);
        Tensor weights = Slopes.random(6, 2, 2);
        for (long atATime : new long[] {1, 1L << 24}) {
            Slopes.check(in -> WordPatchScores.of(in.get(0).mul(PRESENT.reshape(EXAMS, 4, 1, 1, 1)), PRESENT, in.get(1),
                    mask(5), TAU, Length.DOES_NOT_COUNT, atATime).mul(weights).sum(), tokens(), words);
        }
        assertThat(WordPatchScores.of(tokens(), PRESENT, words, mask(5), TAU, Length.COUNTS, 1).toDoubles())
                .containsExactly(WordPatchScores.of(tokens(), PRESENT, words, mask(5), TAU, Length.COUNTS).toDoubles(),
                        within(1e-12));
    }
}
