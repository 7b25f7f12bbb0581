package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.exam.SideLabel;
import dev.nacre.mammo.image.PictureBatch;
import java.util.List;
import java.util.Optional;

/**
 * How suspicious each breast is by its awareness maps (specification §2.6, L_mil): ŷ = the mean over the 1 % of the
 * pixels of both views, inside the breast and outside the pectoral muscle, in which a is largest; and the cross entropy
 * with what the reports make of the breasts, both kinds of breasts counting the same.
 */
public final class SideScores {
    private static final double SHARE = 0.01;
    private static final double LEAST = 1e-6;

    private SideScores() {
    }

    /**
     * ŷ, {@code [breasts]}; 0 for a breast without tissue. Of equal pixels at the limit, the first ones are taken.
     *
     * @param awareness {@code [n, height, width, 1]}, 0 to 1
     * @param tissue of the n pictures, 1 in the breast and outside the pectoral muscle
     */
    public static Tensor of(Tensor awareness, PictureBatch tissue, List<BreastPictures> breasts) {
        float[] a = awareness.detach().toFloats();
        int elements = tissue.height() * tissue.width();
        float[] chosen = new float[a.length];
        double[] members = new double[breasts.size() * tissue.pictures()];
        float[] found = new float[2 * elements];
        for (int b = 0; b < breasts.size(); b++) {
            int count = 0;
            for (int picture : breasts.get(b).pictures()) {
                members[b * tissue.pictures() + picture] = 1;
                for (int i = picture * elements; i < (picture + 1) * elements; i++) {
                    if (tissue.values()[i] > 0) {
                        found[count++] = a[i];
                    }
                }
            }
            if (count > 0) {
                choose(breasts.get(b), a, tissue, found, count, chosen);
            }
        }
        Tensor ofPictures = awareness.mul(Constant.like(awareness, chosen, tissue.pictures(), tissue.height(),
                tissue.width(), 1)).sum(1, 2, 3);
        return Constant.like(awareness, members, breasts.size(), tissue.pictures()).matmul(ofPictures.unsqueeze(1))
                .squeeze(1);
    }

    private static void choose(BreastPictures breast, float[] a, PictureBatch tissue, float[] found, int count,
            float[] chosen) {
        int elements = tissue.height() * tissue.width();
        int wanted = Math.max(1, (int) Math.round(SHARE * count));
        float limit = Largest.at(found, count, wanted - 1);
        int above = 0;
        for (int i = 0; i < count; i++) {
            above += found[i] > limit ? 1 : 0;
        }
        int atLimit = wanted - above;
        for (int picture : breast.pictures()) {
            for (int i = picture * elements; i < (picture + 1) * elements; i++) {
                if (tissue.values()[i] > 0 && (a[i] > limit || a[i] == limit && atLimit-- > 0)) {
                    chosen[i] = 1f / wanted;
                }
            }
        }
    }

    /**
     * −y·ln ŷ − (1 − y)·ln(1 − ŷ), the mean over suspicious breasts and that over calm ones, averaged; none where no
     * breast has a label.
     *
     * @param scores ŷ, {@code [breasts]}
     * @param labels of the breasts
     */
    public static Optional<Tensor> loss(Tensor scores, List<SideLabel> labels) {
        int n = labels.size();
        long suspicious = labels.stream().filter(label -> label == SideLabel.SUSPICIOUS).count();
        long calm = labels.stream().filter(label -> label == SideLabel.CALM).count();
        if (suspicious + calm == 0) {
            return Optional.empty();
        }
        int kinds = (suspicious > 0 ? 1 : 0) + (calm > 0 ? 1 : 0);
        double[] yes = new double[n];
        double[] no = new double[n];
        for (int b = 0; b < n; b++) {
            yes[b] = labels.get(b) == SideLabel.SUSPICIOUS ? -1.0 / (suspicious * kinds) : 0;
            no[b] = labels.get(b) == SideLabel.CALM ? -1.0 / (calm * kinds) : 0;
        }
        Tensor p = scores.clamp(LEAST, 1 - LEAST);
        return Optional.of(p.log().mul(Constant.like(p, yes, n)).sum()
                .add(p.neg().add(1).log().mul(Constant.like(p, no, n)).sum()));
    }
}
