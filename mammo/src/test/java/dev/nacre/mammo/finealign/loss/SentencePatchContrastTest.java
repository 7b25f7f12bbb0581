package dev.nacre.mammo.finealign.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.finealign.exam.EditedSentence;
import dev.nacre.mammo.report.FindingKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SentencePatchContrastTest {
    private static final Tensor TAU = Tensor.scalar(7).to(DType.FLOAT64);
    private static final boolean[][] PRESENT = {{true, true, true, false}, {true, false, false, false},
        {false, false, true, true}};
    private static final int WIDTH = 4;
    private static final int PLACES = 6;
    private static final List<ExamReport> REPORTS = List.of(Reports.of(Reports.left(FindingKind.MASS),
            Reports.right(FindingKind.CALCIFICATION)), Reports.of(), Reports.of(Reports.right(FindingKind.MASS)));

    private static Tensor tokens() {
        return Slopes.units(1, 3, 4, 2, 3, WIDTH);
    }

    /** r(q, exam) over the views of a side. */
    private static double evidence(double[] p, double[] q, int text, int exam, Set<Laterality> sides) {
        double sum = 0;
        int places = 0;
        for (int v = 0; v < 4; v++) {
            Laterality side = v < 2 ? Laterality.LEFT : Laterality.RIGHT;
            for (int n = 0; n < PLACES && PRESENT[exam][v] && (sides.isEmpty() || sides.contains(side)); n++) {
                double cosine = 0;
                for (int d = 0; d < WIDTH; d++) {
                    cosine += p[((exam * 4 + v) * PLACES + n) * WIDTH + d] * q[text * WIDTH + d];
                }
                sum += Math.exp(cosine / 0.1);
                places++;
            }
        }
        return places == 0 ? 0 : 0.1 * Math.log(sum / places);
    }

    @Test
    void sentencesAreLookedForInTheViewsOfTheirSide() {
        Tensor sentences = Slopes.units(2, 3, 3, WIDTH);
        List<AbnormalSentence> abnormal = AbnormalSentence.of(REPORTS, Reports.words(3, 3));
        assertThat(abnormal).containsExactly(new AbnormalSentence(0, 1, Set.of(Laterality.LEFT)),
                new AbnormalSentence(0, 2, Set.of(Laterality.RIGHT)), new AbnormalSentence(2, 1,
                Set.of(Laterality.RIGHT)));
        assertThat(AbnormalSentence.of(REPORTS, Reports.words(3, 2))).hasSize(2);
        double[] p = tokens().toDoubles();
        double[] q = sentences.toDoubles();
        double[] found = SentencePatchContrast.scores(tokens(), PRESENT, sentences, abnormal, new int[] {0, 2})
                .toDoubles();
        for (int i = 0; i < 3; i++) {
            double left = evidence(p, q, 1, i, Set.of(Laterality.LEFT));
            double right = evidence(p, q, 2, i, Set.of(Laterality.RIGHT));
            assertThat(found[2 * i]).isCloseTo((left + right) / 2, within(1e-12));
            assertThat(found[2 * i + 1]).isCloseTo(evidence(p, q, 7, i, Set.of(Laterality.RIGHT)), within(1e-12));
        }
        assertThat(found[3]).isZero();
    }

    @Test
    void theLossContrastsThemWithAllExams() {
        Tensor sentences = Slopes.units(3, 3, 3, WIDTH);
        List<AbnormalSentence> abnormal = AbnormalSentence.of(REPORTS, Reports.words(3, 3));
        double[][] targets = KeywordSimilarity.of(REPORTS).targets(1);
        Tensor scores = SentencePatchContrast.scores(tokens(), PRESENT, sentences, abnormal, new int[] {0, 2}).mul(TAU);
        assertThat(SentencePatchContrast.of(tokens(), PRESENT, sentences, abnormal, targets, TAU).orElseThrow().item())
                .isCloseTo(SoftContrast.of(scores, new double[][] {{1, 0}, {0, 0}, {0, 1}}).item(), within(1e-12));
        assertThat(SentencePatchContrast.of(tokens(), PRESENT, sentences, List.of(), targets, TAU)).isEmpty();
    }

    @Test
    void wrongVersionsAreToldFromTheSentence() {
        Tensor texts = Slopes.units(4, 7, WIDTH);
        List<EditedSentence> edited = List.of(new EditedSentence(0, 1, 0, 3), new EditedSentence(2, 1, 4, 1),
                new EditedSentence(1, 0, 4, 2));
        List<ExamReport> reports = List.of(REPORTS.get(0), REPORTS.get(2), REPORTS.get(2));
        double[] p = tokens().toDoubles();
        double[] q = texts.toDoubles();
        double total = 0;
        for (EditedSentence one : edited) {
            Set<Laterality> sides = reports.get(one.exam()).sentences().get(one.sentence()).sides();
            double partition = 0;
            for (int text = one.first(); text <= one.first() + one.count(); text++) {
                partition += Math.exp(7 * evidence(p, q, text, one.exam(), sides));
            }
            total += (Math.log(partition) - 7 * evidence(p, q, one.first(), one.exam(), sides)) / edited.size();
        }
        assertThat(EditContrast.of(tokens(), PRESENT, texts, edited, reports, TAU).orElseThrow().item())
                .isCloseTo(total, within(1e-9));
    }

    @Test
    void aSentenceOfWhichNoPictureIsThereTeachesNothing() {
        assertThat(EditContrast.of(tokens(), PRESENT, Slopes.units(5, 2, WIDTH),
                List.of(new EditedSentence(1, 1, 0, 1)), List.of(REPORTS.get(0), REPORTS.get(2), REPORTS.get(1)), TAU))
                .isEmpty();
    }

    @Test
    void gradientsAreTheSlopes() {
        List<AbnormalSentence> abnormal = AbnormalSentence.of(REPORTS, Reports.words(3, 3));
        double[][] targets = KeywordSimilarity.of(REPORTS).targets(1);
        Slopes.check(in -> SentencePatchContrast.of(in.get(0), PRESENT, in.get(1), abnormal, targets, TAU)
                .orElseThrow(), tokens(), Slopes.units(6, 3, 3, WIDTH));
        Slopes.check(in -> EditContrast.of(in.get(0), PRESENT, in.get(1), List.of(new EditedSentence(0, 1, 0, 3),
                new EditedSentence(2, 1, 4, 1)), REPORTS, TAU).orElseThrow(), tokens(), Slopes.units(7, 6, WIDTH));
    }
}
