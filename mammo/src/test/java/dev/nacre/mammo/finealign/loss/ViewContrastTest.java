package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.report.FindingKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewContrastTest {
    private static final Tensor SCALE = Tensor.scalar(5).to(DType.FLOAT64);
    private static final List<ExamReport> REPORTS = List.of(Reports.of(), Reports.of(Reports.left(FindingKind.MASS)),
            Reports.of());
    /** The third exam lacks a view of the right breast. */
    private static final List<BreastPictures> BREASTS = List.of(
            new BreastPictures(0, Laterality.LEFT, List.of(0, 1)), new BreastPictures(0, Laterality.RIGHT,
            List.of(2, 3)), new BreastPictures(1, Laterality.LEFT, List.of(4, 5)),
            new BreastPictures(1, Laterality.RIGHT, List.of(6, 7)), new BreastPictures(2, Laterality.LEFT,
            List.of(8, 9)), new BreastPictures(2, Laterality.RIGHT, List.of(10)));

    /** Breast b of the five has its views in rows 2b and 2b + 1; the breasts of exam 0 are not compared. */
    private static double plain(double[] rows, int width, boolean all) {
        double total = 0;
        for (int direction = 0; direction < 2; direction++) {
            for (int a = 0; a < 5; a++) {
                double own = 0;
                double partition = 0;
                for (int b = 0; b < 5; b++) {
                    double cosine = 0;
                    for (int d = 0; d < width; d++) {
                        cosine += rows[(2 * a + direction) * width + d] * rows[(2 * b + 1 - direction) * width + d];
                    }
                    own = a == b ? 5 * cosine : own;
                    partition += !all && a + b == 1 ? 0 : Math.exp(5 * cosine);
                }
                total += (Math.log(partition) - own) / 10;
            }
        }
        return total;
    }

    @Test
    void theOtherBreastIsNoWrongAnswerWhereTheReportSaysTheSameOfBoth() {
        Tensor vectors = Slopes.units(1, 3, 4, 6);
        assertThat(ViewContrast.of(vectors, BREASTS, REPORTS, SCALE).orElseThrow().item())
                .isCloseTo(plain(vectors.toDoubles(), 6, false), within(1e-9));
    }

    @Test
    void inThePrecursorItIs() {
        Tensor vectors = Slopes.units(2, 3, 4, 6);
        assertThat(ViewContrast.precursor(vectors.mul(3), BREASTS, SCALE).orElseThrow().item())
                .isCloseTo(plain(vectors.toDoubles(), 6, true), within(1e-9));
        Tensor maps = Slopes.units(3, 3, 4, 12);
        assertThat(ViewContrast.precursor(maps.reshape(3, 4, 2, 3, 2), BREASTS, SCALE).orElseThrow().item())
                .isCloseTo(plain(maps.toDoubles(), 12, true), within(1e-9));
    }

    @Test
    void oneBreastAloneHasNothingToBeToldFrom() {
        assertThat(ViewContrast.of(Slopes.units(4, 3, 4, 6), BREASTS.subList(4, 6), REPORTS, SCALE)).isEmpty();
    }

    @Test
    void gradientsAreTheSlopes() {
        Slopes.check(in -> ViewContrast.of(in.getFirst(), BREASTS, REPORTS, SCALE).orElseThrow(),
                Slopes.units(5, 3, 4, 3));
        Slopes.check(in -> ViewContrast.precursor(in.getFirst(), BREASTS, SCALE).orElseThrow(),
                Slopes.random(6, 3, 4, 2, 1, 2));
    }
}
