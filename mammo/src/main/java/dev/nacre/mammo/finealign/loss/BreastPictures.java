package dev.nacre.mammo.finealign.loss;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamReport;
import dev.nacre.mammo.exam.ExamView;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.finealign.exam.ExamBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The pictures of one breast in a batch.
 *
 * @param exam number of the exam
 * @param side which breast
 * @param pictures numbers of its one or two pictures, CC before MLO
 */
public record BreastPictures(int exam, Laterality side, List<Integer> pictures) {
    /** Copies the list. */
    public BreastPictures {
        pictures = List.copyOf(pictures);
    }

    /** The breasts that a batch shows, left before right. */
    public static List<BreastPictures> of(ExamBatch batch) {
        List<BreastPictures> breasts = new ArrayList<>();
        for (int exam = 0; exam < batch.exams(); exam++) {
            for (Laterality side : List.of(Laterality.LEFT, Laterality.RIGHT)) {
                int own = exam;
                List<Integer> pictures = IntStream.range(0, batch.slots().length)
                        .filter(k -> batch.slots()[k] / ExamView.COUNT == own
                                && ExamView.values()[batch.slots()[k] % ExamView.COUNT].side() == side)
                        .boxed().toList();
                if (!pictures.isEmpty()) {
                    breasts.add(new BreastPictures(exam, side, pictures));
                }
            }
        }
        return breasts;
    }

    /** Whether both views are there. */
    public boolean isPair() {
        return pictures.size() == 2;
    }

    /** What its report makes of it. */
    public SideLabel label(List<ExamReport> reports) {
        return reports.get(exam).label(side);
    }

    /** The place of its CC picture among the views of all exams; that of its MLO picture is the next. */
    public int firstSlot() {
        return exam * ExamView.COUNT + (side == Laterality.LEFT ? 0 : 2);
    }
}
