package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.mammo.image.PictureBatch;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Denser breasts have more veil (specification §2.6, the ranking of L_den): softplus(H_i − H_j), the mean over pairs of
 * exams of which i is of the less dense class, with H the mean of h over the breast and over the exam's pictures
 * (RankNet, Burges et al. 2005).
 */
public final class DensityRanking {
    private DensityRanking() {
    }

    /**
     * The loss; none where no two exams are known to differ.
     *
     * @param veil h, {@code [n, height, width, 1]}
     * @param breasts masks of the n pictures
     * @param exams of the n pictures
     * @param densities of the exams, as far as they are known, rising
     */
    public static Optional<Tensor> of(Tensor veil, PictureBatch breasts, int[] exams, List<OptionalInt> densities) {
        List<int[]> pairs = IntStream.range(0, densities.size()).boxed().flatMap(i ->
                IntStream.range(0, densities.size()).filter(j -> isLess(densities.get(i), densities.get(j)))
                        .filter(j -> isShown(i, exams) && isShown(j, exams)).mapToObj(j -> new int[] {i, j})).toList();
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        double[] shares = new double[densities.size() * exams.length];
        for (int k = 0; k < exams.length; k++) {
            int exam = exams[k];
            shares[exam * exams.length + k] = 1.0 / IntStream.of(exams).filter(other -> other == exam).count();
        }
        Tensor means = Constant.like(veil, shares, densities.size(), exams.length)
                .matmul(Regions.means(veil, breasts).unsqueeze(1)).squeeze(1);
        int[] less = pairs.stream().mapToInt(pair -> pair[0]).toArray();
        int[] more = pairs.stream().mapToInt(pair -> pair[1]).toArray();
        return Optional.of(IndexSelect.of(means, 0, Tensor.of(less, less.length))
                .sub(IndexSelect.of(means, 0, Tensor.of(more, more.length))).softplus().mean());
    }

    private static boolean isLess(OptionalInt one, OptionalInt other) {
        return one.isPresent() && other.isPresent() && one.getAsInt() < other.getAsInt();
    }

    private static boolean isShown(int exam, int[] exams) {
        return IntStream.of(exams).anyMatch(shown -> shown == exam);
    }
}
