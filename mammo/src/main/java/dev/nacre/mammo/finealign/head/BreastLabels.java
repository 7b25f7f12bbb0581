package dev.nacre.mammo.finealign.head;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.BinaryCrossEntropy;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.exam.Exam;
import dev.nacre.mammo.exam.ExamView;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which breasts are malignant, as far as their pathology is known. */
final class BreastLabels {
    private static final List<Laterality> SIDES = List.of(Laterality.LEFT, Laterality.RIGHT);

    private BreastLabels() {
    }

    /** Of one breast; nothing where it has no picture or is not known. */
    static Optional<Boolean> of(Exam exam, Laterality side) {
        boolean seen = exam.pictures().keySet().stream().anyMatch(view -> view.side() == side);
        return seen ? Optional.ofNullable(exam.pathology().get(side)).map(what -> what == Pathology.MALIGNANT)
                : Optional.empty();
    }

    /** Whether anything is known of an exam. */
    static boolean known(Exam exam) {
        return SIDES.stream().anyMatch(side -> of(exam, side).isPresent());
    }

    /** Whether a breast is known to be malignant. */
    static boolean malignant(Exam exam) {
        return SIDES.stream().anyMatch(side -> of(exam, side).orElse(false));
    }

    /** Of an exam: malignant if a breast is; calm if all its breasts that have pictures are known not to be. */
    static Optional<Boolean> of(Exam exam) {
        if (malignant(exam)) {
            return Optional.of(true);
        }
        boolean all = exam.pictures().keySet().stream().map(ExamView::side).distinct()
                .allMatch(side -> of(exam, side).isPresent());
        return all ? Optional.of(false) : Optional.empty();
    }

    /**
     * The mean cross entropy over the breasts of which something is known, at least one.
     *
     * @param logits {@code [exams, 2]}, left and right
     */
    static Tensor loss(Tensor logits, List<Exam> exams) {
        int[] places = IntStream.range(0, 2 * exams.size())
                .filter(place -> of(exams.get(place / 2), SIDES.get(place % 2)).isPresent()).toArray();
        float[] targets = new float[places.length];
        for (int i = 0; i < places.length; i++) {
            targets[i] = of(exams.get(places[i] / 2), SIDES.get(places[i] % 2)).orElseThrow() ? 1 : 0;
        }
        return BinaryCrossEntropy.of(IndexSelect.of(logits.flatten(0, 1), 0, Tensor.of(places)), Tensor.of(targets), 1);
    }
}
