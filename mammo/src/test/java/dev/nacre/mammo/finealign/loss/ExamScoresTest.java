package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import org.junit.jupiter.api.Test;

/** Acceptance test 1 of the specification, and the gradient. */
class ExamScoresTest {
    private static final Tensor TAU = Tensor.scalar(10).to(DType.FLOAT64);

    private static Tensor present(double... values) {
        return Tensor.of(values, values.length / 4, 4);
    }

    @Test
    void threeExamsGiveThePrecursorsBlockMeans() {
        Tensor vectors = Slopes.units(1, 3, 4, 6);
        Tensor reports = Slopes.units(2, 3, 6);
        double[] z = vectors.toDoubles();
        double[] t = reports.toDoubles();
        double[][] expected = new double[3][3];
        for (int a = 0; a < 12; a++) {
            for (int b = 0; b < 12; b++) {
                double score = 0;
                for (int d = 0; d < 6; d++) {
                    score += 10 * z[a * 6 + d] * t[b / 4 * 6 + d];
                }
                expected[a / 4][b / 4] += score / 16;
            }
        }
        double[] found = ExamScores.of(vectors, present(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), reports, TAU).toDoubles();
        for (int i = 0; i < 9; i++) {
            assertThat(found[i]).isCloseTo(expected[i / 3][i % 3], within(1e-12));
        }
    }

    @Test
    void aMissingViewIsLeftOutOfTheMean() {
        Tensor vectors = Slopes.units(3, 1, 4, 5);
        Tensor reports = Slopes.units(4, 2, 5);
        double[] z = vectors.toDoubles();
        double[] t = reports.toDoubles();
        double[] found = ExamScores.of(vectors, present(1, 0, 1, 1), reports, TAU).toDoubles();
        for (int j = 0; j < 2; j++) {
            double sum = 0;
            for (int v : new int[] {0, 2, 3}) {
                for (int d = 0; d < 5; d++) {
                    sum += 10 * z[v * 5 + d] * t[j * 5 + d];
                }
            }
            assertThat(found[j]).isCloseTo(sum / 3, within(1e-12));
        }
    }

    @Test
    void gradientsAreTheSlopes() {
        Tensor present = present(1, 0, 1, 1, 0, 0, 1, 1);
        Tensor weights = Slopes.random(5, 2, 3);
        Slopes.check(in -> ExamScores.of(in.get(0), present, in.get(1), TAU).mul(weights).sum(),
                Slopes.units(6, 2, 4, 5), Slopes.units(7, 3, 5));
    }
}
