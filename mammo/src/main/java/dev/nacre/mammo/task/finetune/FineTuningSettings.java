package dev.nacre.mammo.task.finetune;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.nn.train.Checkpoints;

/**
 * How to fine-tune.
 *
 * @param epochs       after each of which is validated
 * @param batch        pictures in a step, or all where there are fewer
 * @param fewestSteps  of an epoch: with few labels, their pictures are gone through several times; 0 for once in any
 *                     case
 * @param optimisation how weights follow their gradients
 * @param share        of the labelled patients, see {@link dev.nacre.mammo.data.LabelFraction}
 * @param balanced     whether positive labels of each finding are weighted by negatives / positives of the training
 *                     pictures; classes are never weighted
 * @param augmentation of training pictures
 * @param recalibrated before each validation, the running statistics are averaged afresh over as many training
 *                     pictures; 0 leaves them as the training did
 * @param measure      by which the checkpoint is chosen
 * @param patience     epochs without a better validation after which training ends
 * @param checkpoints  how often to save, and how much to keep; the weights do not depend on it
 * @param seed         of drawn patients, new weights, order, augmentation and dropout
 */
public record FineTuningSettings(int epochs, int batch, int fewestSteps, Optimisation optimisation, double share,
        boolean balanced, PictureAugmentation augmentation, int recalibrated, ValidationMeasure measure, int patience,
        Checkpoints.Policy checkpoints, long seed) {
    private static final int PATIENT = Integer.MAX_VALUE;
    private static final int USUAL_RECALIBRATED = 256;

    /**
     * AdamW with a rate that rises linearly and then falls as a squared cosine.
     *
     * @param learningRate    highest rate, of the linear layer
     * @param layers          how much lower it is before it
     * @param warmUp          share of all steps in which the rate rises, below 1
     * @param weightDecay     on every parameter
     * @param longestGradient longer gradients are shortened to it; infinity never clips
     */
    public record Optimisation(double learningRate, LayerRates layers, double warmUp, double weightDecay,
            double longestGradient) {
        /** Refuses what trains nothing. */
        public Optimisation {
            if (!(learningRate > 0) || Double.isInfinite(learningRate) || !(warmUp >= 0 && warmUp < 1)) {
                throw new IllegalArgumentException("a rate of " + learningRate + " that rises for a share of " + warmUp
                        + " of the steps: give more than 0, and from 0 to less than 1");
            }
        }

        /** Mammo-CLIP's weight decay, all layers at one rate, no clipping. */
        public static Optimisation published(double learningRate, double warmUp) {
            return new Optimisation(learningRate, LayerRates.EQUAL, warmUp, 1e-4, Double.POSITIVE_INFINITY);
        }

        Json.Fields toJson() {
            return Json.object().with("learning_rate", learningRate).with("layer_factor", layers.factor())
                    .with("warm_up", warmUp).with("weight_decay", weightDecay)
                    .with("longest_gradient", String.valueOf(longestGradient));
        }
    }

    /** Refuses what trains nothing. */
    public FineTuningSettings {
        if (epochs < 1 || batch < 1 || fewestSteps < 0 || recalibrated < 0 || patience < 1) {
            throw new IllegalArgumentException(epochs + " epochs of at least " + fewestSteps + " steps of " + batch
                    + " pictures, statistics of " + recalibrated + " pictures and a patience of " + patience
                    + ": give at least 1, 0, 1, 0 and 1");
        }
    }

    /**
     * All labels, weighted positives, pictures as they are, the checkpoint of the largest area.
     *
     * @param seed see the record's
     */
    public static FineTuningSettings of(int epochs, int batch, Optimisation optimisation, long seed) {
        return new FineTuningSettings(epochs, batch, 0, optimisation, 1, true, PictureAugmentation.NONE,
                USUAL_RECALIBRATED, ValidationMeasure.AREA, PATIENT, Checkpoints.Policy.EPOCHS, seed);
    }

    /** Another share of the labels, and the least number of steps in an epoch. */
    public FineTuningSettings withShare(double newShare, int newFewestSteps) {
        return new FineTuningSettings(epochs, batch, newFewestSteps, optimisation, newShare, balanced, augmentation,
                recalibrated, measure, patience, checkpoints, seed);
    }

    /** Positive labels weighted, or not. */
    public FineTuningSettings withBalance(boolean newBalanced) {
        return new FineTuningSettings(epochs, batch, fewestSteps, optimisation, share, newBalanced, augmentation,
                recalibrated, measure, patience, checkpoints, seed);
    }

    /** Other changes of pictures. */
    public FineTuningSettings withAugmentation(PictureAugmentation other) {
        return new FineTuningSettings(epochs, batch, fewestSteps, optimisation, share, balanced, other, recalibrated,
                measure, patience, checkpoints, seed);
    }

    /** Another number of pictures for the running statistics. */
    public FineTuningSettings withRecalibration(int pictures) {
        return new FineTuningSettings(epochs, batch, fewestSteps, optimisation, share, balanced, augmentation, pictures,
                measure, patience, checkpoints, seed);
    }

    /** Another choice of the checkpoint. */
    public FineTuningSettings withValidation(ValidationMeasure newMeasure, int newPatience) {
        return new FineTuningSettings(epochs, batch, fewestSteps, optimisation, share, balanced, augmentation,
                recalibrated, newMeasure, newPatience, checkpoints, seed);
    }

    /** Other checkpoints. */
    public FineTuningSettings withCheckpoints(Checkpoints.Policy newCheckpoints) {
        return new FineTuningSettings(epochs, batch, fewestSteps, optimisation, share, balanced, augmentation,
                recalibrated, measure, patience, newCheckpoints, seed);
    }

    /** All that the weights depend on. */
    public Json.Fields toJson() {
        return Json.object().with("epochs", epochs).with("batch", batch).with("fewest_steps", fewestSteps)
                .with("optimisation", optimisation.toJson()).with("share", share).with("balanced", balanced)
                .with("augmentation", augmentation.toString()).with("recalibrated", recalibrated)
                .with("measure", measure.name()).with("patience", patience).with("seed", seed);
    }
}
