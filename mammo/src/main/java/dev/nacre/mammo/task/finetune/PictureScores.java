package dev.nacre.mammo.task.finetune;

import java.util.Optional;

/**
 * What a model says of one picture. Research use, not for diagnosis.
 *
 * @param logits     of each finding or class
 * @param raw        the model's own probabilities: of findings the sigmoid of each, of classes the softmax
 * @param calibrated probabilities as validation pictures bear them out, where the model was calibrated
 */
public record PictureScores(double[] logits, double[] raw, Optional<double[]> calibrated) {
    /** The calibrated probabilities where there are some, else the raw ones. */
    public double[] best() {
        return calibrated.orElse(raw);
    }
}
