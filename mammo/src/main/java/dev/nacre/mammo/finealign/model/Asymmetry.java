package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.mammo.exam.ExamView;
import java.util.List;

/**
 * How unlike the other breast each place is (specification §2.2): 1 − the largest cosine between the place's vector and
 * those of the same view of the other breast, within a window around the same position. Both pictures have the chest
 * wall on the same side, so that positions correspond.
 */
final class Asymmetry {
    private Asymmetry() {
    }

    /**
     * The maps, {@code [exams, 4, rows, columns]}, 0 to 2; 0 where one of the two views is missing.
     *
     * @param tokens {@code [exams, 4, rows, columns, width]} unit vectors
     * @param present {@code [exams, 4]}, 1 where the view is there
     * @param reach places that the window extends to each side
     */
    static Tensor of(Tensor tokens, Tensor present, int reach) {
        long exams = tokens.size(0);
        long places = tokens.size(2) * tokens.size(3);
        Tensor flat = tokens.reshape(exams, ExamView.COUNT, places, tokens.size(4));
        // Taking 4 away is more than any cosine differs from another, so that no place outside the window wins.
        Tensor cosines = flat.matmul(contralateral(flat).transpose(2, 3))
                .sub(outside(tokens, Math.toIntExact(tokens.size(2)), Math.toIntExact(tokens.size(3)), reach));
        Tensor both = present.mul(contralateral(present)).to(tokens.type());
        return cosines.max(3).getFirst().neg().add(1).mul(both.unsqueeze(2))
                .reshape(exams, ExamView.COUNT, tokens.size(2), tokens.size(3));
    }

    /** Views in the order of their counterparts in the other breast. */
    private static Tensor contralateral(Tensor views) {
        return Concat.of(1, List.of(views.slice(1, 2, ExamView.COUNT), views.slice(1, 0, 2)));
    }

    /** {@code [places, places]}, 4 where the second place is not in the window around the first, else 0. */
    private static Tensor outside(Tensor like, int rows, int columns, int reach) {
        int places = rows * columns;
        float[] loss = new float[places * places];
        for (int from = 0; from < places; from++) {
            for (int to = 0; to < places; to++) {
                boolean near = Math.abs(from / columns - to / columns) <= reach
                        && Math.abs(from % columns - to % columns) <= reach;
                loss[from * places + to] = near ? 0 : 4;
            }
        }
        return like.device().run(() -> Tensor.of(loss, places, places).to(like.type()));
    }
}
