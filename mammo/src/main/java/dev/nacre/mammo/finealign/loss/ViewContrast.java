package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.core.op.L2Normalize;
import dev.nacre.mammo.exam.ExamReport;
import java.util.List;
import java.util.Optional;

/**
 * The two views of a breast find each other (specification §2.4, L_cv): the symmetric contrastive loss of s·cos(CC,
 * MLO) over the breasts of a batch that have both. The other breast of the same exam is no wrong answer, unless the
 * report says different things of the two.
 */
public final class ViewContrast {
    private ViewContrast() {
    }

    /**
     * The recommended loss; none where fewer than two breasts have both views.
     *
     * @param vectors {@code [exams, 4, width]} unit vectors of pictures
     * @param breasts of the batch
     * @param reports of the exams
     * @param scale scalar
     */
    public static Optional<Tensor> of(Tensor vectors, List<BreastPictures> breasts, List<ExamReport> reports,
            Tensor scale) {
        List<BreastPictures> pairs = breasts.stream().filter(BreastPictures::isPair).toList();
        if (pairs.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(SoftContrast.ofPairs(scores(vectors, pairs, scale).add(excluded(vectors, pairs, reports))));
    }

    /**
     * The precursor's form (§1.4-4), the other breast a wrong answer like all others; of vectors of any length, such as
     * all places of a picture one after the other.
     *
     * @param vectors {@code [exams, 4, …]}
     */
    public static Optional<Tensor> precursor(Tensor vectors, List<BreastPictures> breasts, Tensor scale) {
        List<BreastPictures> pairs = breasts.stream().filter(BreastPictures::isPair).toList();
        return pairs.size() < 2 ? Optional.empty()
                : Optional.of(SoftContrast.ofPairs(scores(L2Normalize.of(vectors.flatten(2, -1), 2), pairs, scale)));
    }

    private static Tensor scores(Tensor vectors, List<BreastPictures> pairs, Tensor scale) {
        Tensor rows = vectors.flatten(0, 1);
        int n = pairs.size();
        int[] cc = pairs.stream().mapToInt(BreastPictures::firstSlot).toArray();
        int[] mlo = pairs.stream().mapToInt(pair -> pair.firstSlot() + 1).toArray();
        return IndexSelect.of(rows, 0, Tensor.of(cc, n))
                .matmul(IndexSelect.of(rows, 0, Tensor.of(mlo, n)).transpose(0, 1)).mul(scale);
    }

    private static Tensor excluded(Tensor like, List<BreastPictures> pairs, List<ExamReport> reports) {
        int n = pairs.size();
        double[] excluded = new double[n * n];
        for (int i = 0; i + 1 < n; i++) {
            BreastPictures one = pairs.get(i);
            BreastPictures other = pairs.get(i + 1);
            if (one.exam() == other.exam() && saysTheSame(reports.get(one.exam()), one, other)) {
                excluded[i * n + i + 1] = Constant.EXCLUDED;
                excluded[(i + 1) * n + i] = Constant.EXCLUDED;
            }
        }
        return Constant.like(like, excluded, n, n);
    }

    private static boolean saysTheSame(ExamReport report, BreastPictures one, BreastPictures other) {
        return report.keywords().of(one.side()).equals(report.keywords().of(other.side()));
    }
}
