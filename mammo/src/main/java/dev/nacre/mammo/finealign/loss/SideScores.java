package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.exam.SideLabel;
import dev.nacre.mammo.image.PictureBatch;
import java.util.List;
import java.util.Optional;

/**
 * How suspicious each breast is by its awareness maps (specification §2.6, L_mil): ŷ = the mean over the 5 % of both
 * views' cells of 4 × 4 pixels over the fat in which a, averaged over the cell, is largest; and the cross entropy with
 * what the reports make of the breasts, both kinds of breasts counting the same.
 *
 * <p>The specification takes 1 % of all pixels of tissue. On phantoms whose lesion is known (acceptance test 5) such a
 * map told suspicious breasts from calm ones and yet did not lie on the lesion, for two reasons that this form takes
 * away. A network whose places see the whole picture may light up any place once it has found the lesion: so only cells
 * count in which something lies over the fat ({@link Regions#overFat}), as nothing can be abnormal elsewhere. And a few
 * pixels of a coarse grid, wherever they are, are as good as a lesion where pixels count one by one: so cells do. With
 * 1 % of these cells, one or two of them in small pictures, some trainings did not begin to learn.
 */
public final class SideScores {
    private static final int CELL = 4;
    private static final double SHARE = 0.05;
    private static final double LEAST = 1e-6;

    private SideScores() {
    }

    /**
     * ŷ, {@code [breasts]}; 0 for a breast without a cell that counts. Of equal cells at the limit, the first ones are
     * taken.
     *
     * @param awareness {@code [n, height, width, 1]}, 0 to 1; height and width divide by 4
     * @param region of the n pictures, 1 where it counts, as {@link Regions#overFat} finds it
     */
    public static Tensor of(Tensor awareness, PictureBatch region, List<BreastPictures> breasts) {
        PictureBatch cells = cells(region);
        int n = cells.pictures();
        Tensor means = awareness.reshape(n, cells.height(), CELL, cells.width(), CELL).mean(2, 4);
        float[] a = means.detach().toFloats();
        int elements = cells.height() * cells.width();
        float[] chosen = new float[a.length];
        double[] members = new double[breasts.size() * n];
        float[] found = new float[2 * elements];
        for (int b = 0; b < breasts.size(); b++) {
            int count = 0;
            for (int picture : breasts.get(b).pictures()) {
                members[b * n + picture] = 1;
                for (int i = picture * elements; i < (picture + 1) * elements; i++) {
                    if (cells.values()[i] > 0) {
                        found[count++] = a[i];
                    }
                }
            }
            if (count > 0) {
                choose(breasts.get(b), a, cells, found, count, chosen);
            }
        }
        Tensor ofPictures = means.mul(Constant.like(awareness, chosen, n, cells.height(), cells.width())).sum(1, 2);
        return Constant.like(awareness, members, breasts.size(), n).matmul(ofPictures.unsqueeze(1)).squeeze(1);
    }

    /** Cells of which at least half is in the region. */
    private static PictureBatch cells(PictureBatch region) {
        int high = region.height() / CELL;
        int wide = region.width() / CELL;
        float[] sums = new float[region.pictures() * high * wide];
        for (int i = 0; i < region.values().length; i++) {
            int row = i / region.width() % region.height();
            int picture = i / (region.width() * region.height());
            sums[(picture * high + row / CELL) * wide + i % region.width() / CELL] += region.values()[i];
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = 2 * sums[i] >= CELL * CELL ? 1 : 0;
        }
        return new PictureBatch(region.pictures(), high, wide, sums);
    }

    private static void choose(BreastPictures breast, float[] a, PictureBatch cells, float[] found, int count,
            float[] chosen) {
        int elements = cells.height() * cells.width();
        int wanted = Math.max(1, (int) Math.round(SHARE * count));
        float limit = Largest.at(found, count, wanted - 1);
        int above = 0;
        for (int i = 0; i < count; i++) {
            above += found[i] > limit ? 1 : 0;
        }
        int atLimit = wanted - above;
        for (int picture : breast.pictures()) {
            for (int i = picture * elements; i < (picture + 1) * elements; i++) {
                if (cells.values()[i] > 0 && (a[i] > limit || a[i] == limit && atLimit-- > 0)) {
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
