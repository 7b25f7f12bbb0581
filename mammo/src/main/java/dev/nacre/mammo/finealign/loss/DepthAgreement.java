package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.IndexSelect;
import dev.nacre.mammo.image.PictureBatch;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A lesion lies as deep in both views (specification §2.6, L_depth): the profile π(c) is the largest a over the rows of
 * column c, columns counted from the chest wall to the farthest point of the breast in 32 steps; the loss is the mean
 * of |π_CC − π_MLO|, each smoothed by a Gaussian of one step, over breasts that are suspicious and have both views.
 */
public final class DepthAgreement {
    private static final int STEPS = 32;

    private DepthAgreement() {
    }

    /**
     * The loss; none without such a breast.
     *
     * @param awareness {@code [n, height, width, 1]}
     * @param tissue of the n pictures, 1 where lesions are looked for; the chest wall is on the left
     * @param suspicious breasts
     */
    public static Optional<Tensor> of(Tensor awareness, PictureBatch tissue, List<BreastPictures> suspicious) {
        List<BreastPictures> pairs = suspicious.stream().filter(BreastPictures::isPair).toList();
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        int[] pictures = pairs.stream().flatMap(pair -> pair.pictures().stream()).mapToInt(Integer::intValue).toArray();
        int width = tissue.width();
        float[] steps = new float[pictures.length * STEPS * width];
        for (int k = 0; k < pictures.length; k++) {
            smoothedSteps(lastColumn(tissue, pictures[k]), width, steps, k * STEPS * width);
        }
        Tensor inside = awareness.mul(Constant.like(awareness, tissue.values(), tissue.pictures(), tissue.height(),
                width, 1));
        Tensor chosen = IndexSelect.of(inside, 0, Tensor.of(pictures, pictures.length));
        Tensor profiles = Constant.like(awareness, steps, pictures.length, STEPS, width)
                .matmul(chosen.max(1).getFirst());
        Tensor views = profiles.reshape(pairs.size(), 2, STEPS);
        return Optional.of(views.select(1, 0).sub(views.select(1, 1)).abs().mean());
    }

    private static int lastColumn(PictureBatch tissue, int picture) {
        int elements = tissue.height() * tissue.width();
        return IntStream.range(0, elements).filter(i -> tissue.values()[picture * elements + i] > 0)
                .map(i -> i % tissue.width()).max().orElse(tissue.width() - 1);
    }

    /** Row by row, of which columns a step consists: interpolated between columns, smoothed between steps. */
    private static void smoothedSteps(int lastColumn, int width, float[] steps, int start) {
        for (int step = 0; step < STEPS; step++) {
            double norm = 0;
            for (int other = 0; other < STEPS; other++) {
                norm += gauss(step - other);
            }
            for (int other = 0; other < STEPS; other++) {
                double column = (double) other * lastColumn / (STEPS - 1);
                int left = Math.min((int) column, width - 1);
                int right = Math.min(left + 1, width - 1);
                double share = gauss(step - other) / norm;
                steps[start + step * width + left] += (float) (share * (1 - (column - left)));
                steps[start + step * width + right] += (float) (share * (column - left));
            }
        }
    }

    private static double gauss(int distance) {
        return StrictMath.exp(-0.5 * distance * distance);
    }
}
