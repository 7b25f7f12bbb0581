package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.report.FindingKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Acceptance test 2 of the specification among them. */
class GradedRankingTest {
    private static final double[][] SIMILARITY = {{1, 0.9, 0.2, 0.25}, {0.9, 1, 0, 0.5}, {0.2, 0, 1, 0.55},
        {0.25, 0.5, 0.55, 1}};
    private static final int[][] COMMON = {{5, 3, 0, 1}, {3, 4, 1, 0}, {0, 1, 2, 2}, {1, 0, 2, 3}};

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double softplus(double x) {
        return Math.log1p(Math.exp(x));
    }

    @Test
    void fewPairsAreAllTaken() {
        double[] s = Slopes.random(1, 4, 4).toDoubles();
        double sum = 0;
        int count = 0;
        for (int p = 0; p < 16; p++) {
            for (int q = 0; q < 16; q++) {
                if (p / 4 < p % 4 && q / 4 < q % 4 && SIMILARITY[p / 4][p % 4] + 0.1 < SIMILARITY[q / 4][q % 4]) {
                    sum += softplus(0.05 + (s[p] + s[p % 4 * 4 + p / 4]) / 2 - (s[q] + s[q % 4 * 4 + q / 4]) / 2);
                    count++;
                }
            }
        }
        assertThat(GradedRanking.of(Tensor.of(s, 4, 4), SIMILARITY, Key.of(1)).orElseThrow().item())
                .isCloseTo(sum / count, within(1e-12));
    }

    @Test
    void manyPairsAreDrawnAndAllOfThemDiffer() {
        int exams = 14;
        double[][] similarity = new double[exams][exams];
        double[] scores = new double[exams * exams];
        for (int i = 0; i < exams; i++) {
            for (int j = 0; j < exams; j++) {
                similarity[i][j] = (i + j) % 5 / 4.0;
                scores[i * exams + j] = 1000 * similarity[i][j];
            }
        }
        Tensor s = Tensor.of(scores, exams, exams);
        // Wherever the order of a drawn pair of pairs were wrong, or their distance too small, it would cost something.
        assertThat(GradedRanking.of(s, similarity, Key.of(2)).orElseThrow().item()).isLessThan(1e-100);
        assertThat(GradedRanking.of(s.neg(), similarity, Key.of(2)).orElseThrow().item()).isGreaterThan(250);
        Tensor random = Slopes.random(3, exams, exams);
        double one = GradedRanking.of(random, similarity, Key.of(2)).orElseThrow().item();
        assertThat(GradedRanking.of(random, similarity, Key.of(2)).orElseThrow().item()).isEqualTo(one);
        assertThat(GradedRanking.of(random, similarity, Key.of(3)).orElseThrow().item()).isNotEqualTo(one)
                .isCloseTo(one, within(0.3));
    }

    @Test
    void nothingIsLearntFromReportsThatAreAllAsAlike() {
        assertThat(GradedRanking.of(Slopes.random(4, 3, 3), new double[3][3], Key.of(4))).isEmpty();
        assertThat(GradedRanking.byCounts(Slopes.random(4, 3, 3), new int[3][3])).isEmpty();
    }

    @Test
    void thePrecursorOrdersByCounts() {
        double[] s = Slopes.random(5, 4, 4).toDoubles();
        double sum = 0;
        int count = 0;
        for (int p = 0; p < 16; p++) {
            for (int q = 0; q < 16; q++) {
                if (p / 4 < p % 4 && q / 4 < q % 4 && COMMON[p / 4][p % 4] < COMMON[q / 4][q % 4]) {
                    sum += softplus((s[p] + s[p % 4 * 4 + p / 4]) / 2 - (s[q] + s[q % 4 * 4 + q / 4]) / 2);
                    count++;
                }
            }
        }
        assertThat(GradedRanking.byCounts(Tensor.of(s, 4, 4), COMMON).orElseThrow().item())
                .isCloseTo(sum / count, within(1e-12));
    }

    @Test
    void gradientsAreTheSlopes() {
        Slopes.check(in -> GradedRanking.of(in.getFirst(), SIMILARITY, Key.of(1)).orElseThrow(),
                Slopes.random(6, 4, 4));
        Slopes.check(in -> GradedRanking.byCounts(in.getFirst(), COMMON).orElseThrow(), Slopes.random(7, 4, 4));
    }

    /** One pair of pairs: the gradient of each is the sigmoid, halved as it meets both directions. */
    @Test
    void theGradientIsTheSigmoid() {
        double[][] similarity = {{1, 0.3, 0}, {0.3, 1, 0.32}, {0, 0.32, 1}};
        similarity[0][2] = 0.25;
        similarity[2][0] = 0.25;
        similarity[1][2] = 0.38;
        similarity[2][1] = 0.38;
        Tensor s = Slopes.random(8, 3, 3).requireGrad();
        Gradients gradients = GradedRanking.of(s, similarity, Key.of(1)).orElseThrow().backward();
        double[] v = s.toDoubles();
        double share = sigmoid(0.05 + (v[2] + v[6]) / 2 - (v[5] + v[7]) / 2);
        assertThat(gradients.of(s).toDoubles()).containsExactly(new double[] {0, 0, share / 2, 0, 0, -share / 2,
            share / 2, -share / 2, 0}, within(1e-12));
    }

    /** Two exams that say the same, two that say other things; the features are random to begin with. */
    @Test
    void examsThatSayTheSameRankAboveOthersAfterFiftySteps() {
        double[][] similarity = KeywordSimilarity.of(List.of(Reports.of(Reports.left(FindingKind.MASS)),
                Reports.of(Reports.left(FindingKind.MASS)), Reports.of(Reports.right(FindingKind.CALCIFICATION)),
                Reports.of(Reports.left(FindingKind.DISTORTION), Reports.right(FindingKind.ASYMMETRY)))).shares();
        Tensor pictures = Slopes.random(9, 4, 8);
        Tensor texts = Slopes.random(10, 4, 8);
        for (int step = 0; step < 50; step++) {
            Tensor z = pictures.detach().requireGrad();
            Tensor t = texts.detach().requireGrad();
            Gradients gradients = GradedRanking.of(scores(z, t), similarity, Key.of(step)).orElseThrow().backward();
            pictures = z.detach().sub(gradients.of(z).mul(2));
            texts = t.detach().sub(gradients.of(t).mul(2));
        }
        double[] s = scores(pictures, texts).to(DType.FLOAT64).toDoubles();
        double alike = s[1] + s[4];
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 4; j++) {
                if (similarity[i][j] == 0) {
                    assertThat(s[i * 4 + j] + s[j * 4 + i]).isLessThan(alike);
                }
            }
        }
        assertThat(similarity[0][1]).isEqualTo(1);
        assertThat(similarity[1][2]).isZero();
    }

    private static Tensor scores(Tensor z, Tensor t) {
        return L2Normalize.of(z, 1).matmul(L2Normalize.of(t, 1).transpose(0, 1));
    }
}
