package dev.nacre.mammo.task.attribution;

import dev.nacre.core.Gradients;
import dev.nacre.core.Scope;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.nn.Pass;

/**
 * Integrated gradients (Sundararajan et al. 2017): the slopes of a score along the straight way from a baseline picture
 * x′ to the picture x, times x − x′. The shares of all pixels add up to the difference of the two scores, but for the
 * sum over steps that stands for the integral.
 *
 * @param steps of the way, by the midpoint rule
 * @param baseline where it begins
 * @param batch steps that are computed together
 */
public record IntegratedGradients(int steps, Baseline baseline, int batch) {
    /** Refuses a way without steps. */
    public IntegratedGradients {
        if (steps < 1 || batch < 1) {
            throw new IllegalArgumentException(steps + " steps, " + batch + " together: give at least 1 of each");
        }
    }

    /**
     * What each pixel contributes.
     *
     * @param map shares, which may be negative, of the size of the picture
     * @param score of the picture
     * @param baselineScore of the baseline
     */
    public record Shares(PictureMap map, double score, double baselineScore) {
        /** What the steps missed: the sum of the shares beside the difference of the scores. Near 0 with many steps. */
        public double gap() {
            double sum = 0;
            for (float value : map.values()) {
                sum += value;
            }
            return sum - (score - baselineScore);
        }
    }

    /** The shares of a picture's pixels. */
    public Shares of(PictureScore score, ExplainedPicture picture) {
        float[] from = baseline.of(picture);
        double[] slopes = new double[from.length];
        for (int first = 0; first < steps; first += batch) {
            int start = first;
            int count = Math.min(batch, steps - first);
            Scope.run("integrated gradients", () -> addSlopes(score, picture, from, start, count, slopes));
        }
        float[] shares = new float[from.length];
        for (int index = 0; index < shares.length; index++) {
            shares[index] = (float) ((picture.values()[index] - from[index]) * slopes[index] / steps);
        }
        return new Shares(new PictureMap(picture.height(), picture.width(), shares), score.of(picture.batch())[0],
                score.of(new ExplainedPicture(picture.height(), picture.width(), from, picture.breast()).batch())[0]);
    }

    private void addSlopes(PictureScore score, ExplainedPicture picture, float[] from, int start, int count,
            double[] slopes) {
        float[] values = new float[Math.multiplyExact(count, from.length)];
        for (int step = 0; step < count; step++) {
            double part = (start + step + 0.5) / steps;
            for (int index = 0; index < from.length; index++) {
                values[step * from.length + index] =
                        (float) (from[index] + part * (picture.values()[index] - from[index]));
            }
        }
        Tensor leaf = Tensor.of(values, count, picture.height(), picture.width(), 1).requireGrad();
        Tensor pictures = leaf.expand(count, picture.height(), picture.width(), PictureScore.CHANNELS).contiguous();
        try (Gradients gradients = score.of(pictures, Pass.EVAL_WITH_GRADIENTS).sum().backward()) {
            float[] some = gradients.of(leaf).toFloats();
            for (int index = 0; index < some.length; index++) {
                slopes[index % from.length] += some[index];
            }
        }
    }
}
