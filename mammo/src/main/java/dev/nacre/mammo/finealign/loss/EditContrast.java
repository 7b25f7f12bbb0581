package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.finealign.exam.EditedSentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An abnormal sentence fits its exam better than wrong versions of it do (specification §2.5, L_hn; the form is of
 * FG-CLIP): the mean over sentences of −log softmax of τ·r over the sentence and its versions, first of 1 + K, with r
 * of {@link PatchEvidence} on the same views for all of them: those that the true sentence is about. The sentence is
 * read by itself, as its versions are, so that nothing but its words tells it from them.
 */
public final class EditContrast {
    private EditContrast() {
    }

    /**
     * The loss; none without such sentences.
     *
     * @param tokens {@code [exams, 4, rows, columns, width]} unit vectors of places
     * @param present {@code [exams][4]}, whether the view is there
     * @param texts {@code [texts, width]} unit vectors of the texts of {@code ExamBatch.edits}
     * @param edited which of them belong together; only sentences of which some picture is there take part
     * @param reports of the exams
     * @param scale τ, a scalar
     */
    public static Optional<Tensor> of(Tensor tokens, boolean[][] present, Tensor texts, List<EditedSentence> edited,
            List<ExamReport> reports, Tensor scale) {
        List<EditedSentence> seen = edited.stream().filter(one -> isSeen(looked(one, present, reports))).toList();
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        List<Tensor> evidence = new ArrayList<>();
        for (EditedSentence one : seen) {
            float[] own = looked(one, present, reports);
            float[] ofAll = new float[(1 + one.count()) * ExamView.COUNT];
            for (int text = 0; text <= one.count(); text++) {
                System.arraycopy(own, 0, ofAll, text * ExamView.COUNT, ExamView.COUNT);
            }
            evidence.add(PatchEvidence.of(texts.slice(0, one.first(), one.first() + 1 + one.count()),
                    tokens.slice(0, one.exam(), one.exam() + 1), ofAll).squeeze(1));
        }
        return Optional.of(firstOf(Concat.of(0, evidence).mul(scale), seen));
    }

    /** The mean surprise at the first of each group, groups of different sizes side by side. */
    private static Tensor firstOf(Tensor logits, List<EditedSentence> groups) {
        int most = 1 + groups.stream().mapToInt(EditedSentence::count).max().orElseThrow();
        int[] places = new int[groups.size() * most];
        double[] missing = new double[places.length];
        int next = 0;
        for (int g = 0; g < groups.size(); g++) {
            int size = 1 + groups.get(g).count();
            for (int i = 0; i < most; i++) {
                places[g * most + i] = i < size ? next + i : next;
                missing[g * most + i] = i < size ? 0 : Constant.EXCLUDED;
            }
            next += size;
        }
        Tensor rows = IndexSelect.of(logits, 0, Tensor.of(places, places.length)).reshape(groups.size(), most)
                .add(Constant.like(logits, missing, groups.size(), most));
        return rows.logSoftmax(1).slice(1, 0, 1).mean().neg();
    }

    private static float[] looked(EditedSentence one, boolean[][] present, List<ExamReport> reports) {
        Set<Laterality> sides = reports.get(one.exam()).sentences().get(one.sentence()).sides();
        float[] looked = new float[ExamView.COUNT];
        for (ExamView view : ExamView.values()) {
            looked[view.ordinal()] = present[one.exam()][view.ordinal()]
                    && (sides.isEmpty() || sides.contains(view.side())) ? 1 : 0;
        }
        return looked;
    }

    private static boolean isSeen(float[] looked) {
        return !Arrays.equals(looked, new float[ExamView.COUNT]);
    }
}
