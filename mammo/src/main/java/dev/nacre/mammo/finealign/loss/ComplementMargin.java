package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Concat;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.L2Normalize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Without what the maps call abnormal, a suspicious breast is to fit its abnormal sentences less (specification §2.6,
 * L_comp): the mean over such breasts of relu(cos(u(C), t) − cos(u(x), t) + 0.1), t the mean of the vectors of the
 * sentences that name its side.
 */
public final class ComplementMargin {
    private static final double MARGIN = 0.1;

    private ComplementMargin() {
    }

    /**
     * The loss; none where no suspicious breast has such a sentence.
     *
     * @param complement {@code [exams, 2, width]}, breasts of the pictures C
     * @param pictures {@code [exams, 2, width]}, breasts of the pictures x
     * @param sentences {@code [exams, sentences, width]} unit vectors
     * @param abnormal which of them say that something is there
     * @param suspicious breasts
     */
    public static Optional<Tensor> of(Tensor complement, Tensor pictures, Tensor sentences,
            List<AbnormalSentence> abnormal, List<BreastPictures> suspicious) {
        List<Integer> places = new ArrayList<>();
        List<Tensor> texts = new ArrayList<>();
        for (BreastPictures breast : suspicious) {
            List<AbnormalSentence> own = abnormal.stream().filter(one -> one.exam() == breast.exam()
                    && one.sides().contains(breast.side())).toList();
            if (!own.isEmpty()) {
                places.add(breast.firstSlot() / 2);
                texts.add(AbnormalSentence.vectors(own, sentences).meanKeep(0));
            }
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Tensor chosen = Tensor.of(places.stream().mapToInt(Integer::intValue).toArray(), places.size());
        Tensor text = L2Normalize.of(Concat.of(0, texts), 1);
        return Optional.of(cosines(complement, chosen, text).sub(cosines(pictures, chosen, text)).add(MARGIN).relu()
                .mean());
    }

    private static Tensor cosines(Tensor breasts, Tensor chosen, Tensor texts) {
        return L2Normalize.of(IndexSelect.of(breasts.flatten(0, 1), 0, chosen), 1).mul(texts).sum(1);
    }
}
