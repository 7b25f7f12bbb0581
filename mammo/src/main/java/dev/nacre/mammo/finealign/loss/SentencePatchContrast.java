package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.exam.ExamView;
import java.util.List;
import java.util.Optional;

/**
 * Abnormal sentences find their exam by its best place (specification §2.5, L_s): R_ij = τ·mean of r(s, i) over the
 * abnormal sentences s of report j, with r of {@link PatchEvidence} over the views of the sentence's side, and the
 * {@link SoftContrast} of R. Reports without such a sentence have no column, and their exams no target: they are only
 * what others are told apart from.
 */
public final class SentencePatchContrast {
    private SentencePatchContrast() {
    }

    /**
     * The loss; none where no report has an abnormal sentence.
     *
     * @param tokens {@code [exams, 4, rows, columns, width]} unit vectors of places
     * @param present {@code [exams][4]}, whether the view is there
     * @param sentences {@code [exams, sentences, width]} unit vectors
     * @param abnormal which of them say that something is there
     * @param targets of {@link KeywordSimilarity#targets}
     * @param scale τ, a scalar
     */
    public static Optional<Tensor> of(Tensor tokens, boolean[][] present, Tensor sentences,
            List<AbnormalSentence> abnormal, double[][] targets, Tensor scale) {
        if (abnormal.isEmpty()) {
            return Optional.empty();
        }
        int[] reports = abnormal.stream().mapToInt(AbnormalSentence::exam).distinct().toArray();
        Tensor scores = scores(tokens, present, sentences, abnormal, reports).mul(scale);
        double[][] own = new double[targets.length][reports.length];
        for (int i = 0; i < own.length; i++) {
            for (int j = 0; j < reports.length; j++) {
                own[i][j] = targets[i][reports[j]];
            }
        }
        return Optional.of(SoftContrast.of(scores, own));
    }

    /** R / τ, {@code [exams, reports that have an abnormal sentence]}. */
    static Tensor scores(Tensor tokens, boolean[][] present, Tensor sentences, List<AbnormalSentence> abnormal,
            int[] reports) {
        Tensor evidence = PatchEvidence.of(AbnormalSentence.vectors(abnormal, sentences), tokens,
                looked(abnormal, present));
        double[] shares = new double[reports.length * abnormal.size()];
        for (int j = 0; j < reports.length; j++) {
            int report = reports[j];
            long count = abnormal.stream().filter(one -> one.exam() == report).count();
            for (int s = 0; s < abnormal.size(); s++) {
                shares[j * abnormal.size() + s] = abnormal.get(s).exam() == report ? 1.0 / count : 0;
            }
        }
        return Constant.like(tokens, shares, reports.length, abnormal.size()).matmul(evidence).transpose(0, 1);
    }

    private static float[] looked(List<AbnormalSentence> abnormal, boolean[][] present) {
        float[] looked = new float[abnormal.size() * present.length * ExamView.COUNT];
        int next = 0;
        for (AbnormalSentence sentence : abnormal) {
            for (boolean[] ofExam : present) {
                for (ExamView view : ExamView.values()) {
                    looked[next++] = ofExam[view.ordinal()] && sentence.concerns(view) ? 1 : 0;
                }
            }
        }
        return looked;
    }
}
