package dev.nacre.mammo.finealign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.L2Normalize;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsymmetryTest {
    private static final int ROWS = 7;
    private static final int COLUMNS = 6;
    private static final int WIDTH = 5;

    private static Tensor places() {
        return L2Normalize.of(Tensor.randn(Key.of(2), 2, 4, ROWS, COLUMNS, WIDTH).to(DType.FLOAT64), 4);
    }

    private static Tensor all() {
        return Tensor.ones(2, 4);
    }

    @Test
    void itIsWhatPlainLoopsFind() {
        double[] p = places().toDoubles();
        double[] found = Asymmetry.of(places(), all(), 2).toDoubles();
        for (int exam = 0; exam < 2; exam++) {
            for (int view = 0; view < 4; view++) {
                for (int row = 0; row < ROWS; row++) {
                    for (int column = 0; column < COLUMNS; column++) {
                        double best = -1;
                        for (int r = Math.max(0, row - 2); r <= Math.min(ROWS - 1, row + 2); r++) {
                            for (int c = Math.max(0, column - 2); c <= Math.min(COLUMNS - 1, column + 2); c++) {
                                best = Math.max(best, dot(p, at(exam, view, row, column), at(exam, view ^ 2, r, c)));
                            }
                        }
                        assertThat(found[at(exam, view, row, column) / WIDTH]).isCloseTo(1 - best, within(1e-12));
                    }
                }
            }
        }
    }

    private static int at(int exam, int view, int row, int column) {
        return (((exam * 4 + view) * ROWS + row) * COLUMNS + column) * WIDTH;
    }

    private static double dot(double[] p, int a, int b) {
        double sum = 0;
        for (int i = 0; i < WIDTH; i++) {
            sum += p[a + i] * p[b + i];
        }
        return sum;
    }

    @Test
    void equalBreastsAreSymmetricAndMissingOnesAreNotCompared() {
        Tensor one = places().slice(1, 0, 2);
        Tensor equal = Concat.of(1, List.of(one, one));
        for (double value : Asymmetry.of(equal, all(), 2).toDoubles()) {
            assertThat(value).isCloseTo(0, within(1e-12));
        }
        Tensor present = Tensor.of(new float[] {1, 1, 0, 1, 1, 1, 1, 1}, 2, 4);
        double[] found = Asymmetry.of(places(), present, 2).toDoubles();
        double[] whole = Asymmetry.of(places(), all(), 2).toDoubles();
        int map = ROWS * COLUMNS;
        for (int i = 0; i < found.length; i++) {
            boolean compared = i / map != 0 && i / map != 2;
            assertThat(found[i]).isEqualTo(compared ? whole[i] : 0);
        }
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        Tensor weights = Tensor.randn(Key.of(4), 2, 4, ROWS, COLUMNS).to(DType.FLOAT64);
        DirectionalCheck.input(places(), 1e-6, 1e-6, p -> Asymmetry.of(p, all(), 2).mul(weights).sum());
    }
}
