package dev.nacre.mammo.task.finetune;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.CrossEntropy;
import dev.nacre.mammo.task.LabelScheme;
import dev.nacre.mammo.task.LabelledPicture;
import java.util.Arrays;
import java.util.List;

/**
 * What fine-tuning makes small: for classes the mean cross entropy; for findings the mean, over all labels that are
 * known, of the binary cross entropy, where a positive label counts for as much as its finding's weight says.
 *
 * @param scheme         of the labels
 * @param positiveWeight of each finding; unused for classes
 */
record LabelLoss(LabelScheme scheme, double[] positiveWeight) {
    /** Every label counts for one. */
    static LabelLoss plain(LabelScheme scheme) {
        double[] ones = new double[scheme.outputs()];
        Arrays.fill(ones, 1);
        return new LabelLoss(scheme, ones);
    }

    /** Positive labels count for as much as negative ones: by negatives / positives of these pictures. */
    static LabelLoss balanced(LabelScheme scheme, List<LabelledPicture> pictures) {
        LabelLoss loss = plain(scheme);
        if (scheme.kind() == LabelScheme.Kind.FINDINGS) {
            for (int finding = 0; finding < scheme.outputs(); finding++) {
                long positives = count(pictures, finding, 1);
                // A finding without a positive picture has nothing to weigh.
                loss.positiveWeight[finding] = positives == 0 ? 1 : count(pictures, finding, 0) / (double) positives;
            }
        }
        return loss;
    }

    private static long count(List<LabelledPicture> pictures, int finding, int label) {
        return pictures.stream().filter(picture -> picture.labels().get(finding) == label).count();
    }

    /**
     * The loss of some pictures, each with a known label.
     *
     * @param logits {@code [pictures, outputs]}
     */
    Tensor of(Tensor logits, List<List<Integer>> labels) {
        if (scheme.kind() == LabelScheme.Kind.CLASSES) {
            return CrossEntropy.of(logits, Tensor.of(labels.stream().mapToInt(List::getFirst).toArray()), 0);
        }
        float[] signs = new float[labels.size() * scheme.outputs()];
        float[] weights = new float[signs.length];
        int known = 0;
        for (int place = 0; place < signs.length; place++) {
            int finding = place % scheme.outputs();
            int label = labels.get(place / scheme.outputs()).get(finding);
            signs[place] = label == 1 ? -1 : 1;
            weights[place] = label == LabelledPicture.UNKNOWN ? 0 : label == 1 ? (float) positiveWeight[finding] : 1;
            known += label == LabelledPicture.UNKNOWN ? 0 : 1;
        }
        long[] sizes = {labels.size(), scheme.outputs()};
        return logits.mul(Tensor.of(signs, sizes)).softplus().mul(Tensor.of(weights, sizes)).sum().div(known);
    }
}
