package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.report.FindingKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftContrastTest {
    private static final double[][] TARGETS = {{1, 0, 1}, {0, 1, 0}, {1, 0, 1}, {0, 0, 0}};

    private static double plain(double[] s, double[][] t) {
        int rows = t.length;
        int columns = t[0].length;
        double total = 0;
        for (int direction = 0; direction < 2; direction++) {
            int outer = direction == 0 ? rows : columns;
            int inner = direction == 0 ? columns : rows;
            double sum = 0;
            int counted = 0;
            for (int a = 0; a < outer; a++) {
                double norm = 0;
                double partition = 0;
                for (int b = 0; b < inner; b++) {
                    int i = direction == 0 ? a : b;
                    int j = direction == 0 ? b : a;
                    norm += t[i][j];
                    partition += Math.exp(s[i * columns + j]);
                }
                for (int b = 0; b < inner && norm > 0; b++) {
                    int i = direction == 0 ? a : b;
                    int j = direction == 0 ? b : a;
                    sum -= t[i][j] / norm * (s[i * columns + j] - Math.log(partition));
                }
                counted += norm > 0 ? 1 : 0;
            }
            total += sum / counted / 2;
        }
        return total;
    }

    @Test
    void isTheFormula() {
        Tensor scores = Slopes.random(1, 4, 3);
        assertThat(SoftContrast.of(scores, TARGETS).item()).isCloseTo(plain(scores.toDoubles(), TARGETS),
                within(1e-12));
    }

    @Test
    void gradientsAreTheSlopes() {
        Slopes.check(in -> SoftContrast.of(in.getFirst(), TARGETS), Slopes.random(2, 4, 3));
    }

    @Test
    void reportsThatSayTheSameAreRightForEachOther() {
        KeywordSimilarity similarity = KeywordSimilarity.of(List.of(Reports.of(), Reports.of(Reports.left(
                FindingKind.MASS)), Reports.of()));
        assertThat(similarity.targets(1)).isDeepEqualTo(new double[][] {{1, 0, 1}, {0, 1, 0}, {1, 0, 1}});
        assertThat(similarity.targets(0.5)[0]).containsExactly(1, 0, 0.5);
        assertThat(similarity.common()[0]).containsExactly(2, 1, 2);
        assertThat(similarity.shares()[0]).containsExactly(new double[] {1, 1 / 3.0, 1}, within(1e-12));
    }

    @Test
    void equalScoresCostTheLogarithmsOfTheirNumbers() {
        assertThat(SoftContrast.ofPairs(Tensor.zeros(5, 5)).item()).isCloseTo(Math.log(5), within(1e-6));
    }
}
