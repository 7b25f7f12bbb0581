package dev.nacre.mammo.finealign;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.finealign.loss.Curriculum;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import dev.nacre.nn.train.Checkpoints;

/**
 * How to train a coarse-to-fine model.
 *
 * @param curriculum which parts of the loss count in which epoch; it says how many epochs there are
 * @param optimisation how weights follow their gradients
 * @param seed of weights, order, augmentation and dropout
 * @param recalibrate whether, at the end, the running statistics are averaged afresh over an epoch of training batches
 * @param recomputing whether activations are computed again on the way back instead of being kept: less memory for more
 *     time, and the same gradients up to the order of their sums
 * @param patience epochs of the last stage without a better validation after which training ends
 * @param checkpoints how often to save, and how much to keep; the weights do not depend on it
 */
public record FineAlignTrainingSettings(Curriculum curriculum, Optimisation optimisation, long seed,
        boolean recalibrate, boolean recomputing, int patience, Checkpoints.Policy checkpoints) {
    /** Never ends early. */
    public static final int PATIENT = Integer.MAX_VALUE;

    /**
     * AdamW with rates that rise linearly and then fall as half a cosine wave to 0.
     *
     * @param newRate highest rate of all that is in neither encoder
     * @param imageRate highest rate of the encoder of pictures
     * @param textRate highest rate of the encoder of reports
     * @param beta1 share of the first moment that stays at each step
     * @param beta2 share of the second moment that stays at each step
     * @param weightDecay multiplied by the rate
     * @param warmUp share of all steps in which the rates rise
     * @param longestGradient longer gradients are shortened to it
     * @param averageDecay how much of a moving average of the weights stays at each step; the model is then the
     *     average. 0 takes the weights themselves
     */
    public record Optimisation(double newRate, double imageRate, double textRate, double beta1, double beta2,
            double weightDecay, double warmUp, double longestGradient, double averageDecay) {
        /** Of the specification, §2.7, for encoders that know their subject. */
        public static final Optimisation RECOMMENDED = new Optimisation(1e-4, 5e-5, 1e-5, 0.9, 0.999, 0.05, 0.05, 1,
                0.999);
        /**
         * Of the precursor, §1.3: one rate for all, its moments, decay and clipping. Its rate was halved when
         * validation did not improve; ours falls as a cosine. Decay is decoupled, which at 1e-6 makes no difference.
         */
        public static final Optimisation PRECURSOR = new Optimisation(5e-5, 5e-5, 5e-5, 0.5, 0.999, 1e-6, 0.05, 0.25,
                0);

        /** Refuses what is no optimisation. */
        public Optimisation {
            if (!(newRate > 0 && imageRate >= 0 && textRate >= 0) || !(warmUp >= 0 && warmUp < 1)) {
                throw new IllegalArgumentException("rates of " + newRate + ", " + imageRate + " and " + textRate
                        + " with a warm-up over " + warmUp + " of the steps: give rates above 0, and less than 1");
            }
        }

        /** The same with one highest rate for everything, as for weights that all start anew. */
        public Optimisation withRate(double rate) {
            return withRates(rate, rate, rate);
        }

        /** The same with other highest rates. */
        public Optimisation withRates(double ofAllElse, double ofPictures, double ofTexts) {
            return new Optimisation(ofAllElse, ofPictures, ofTexts, beta1, beta2, weightDecay, warmUp, longestGradient,
                    averageDecay);
        }

        /** The same with another average of the weights. */
        public Optimisation withAverage(double decay) {
            return new Optimisation(newRate, imageRate, textRate, beta1, beta2, weightDecay, warmUp, longestGradient,
                    decay);
        }

        Json.Fields toJson() {
            return Json.object().with("new_rate", newRate).with("image_rate", imageRate).with("text_rate", textRate)
                    .with("beta1", beta1).with("beta2", beta2).with("weight_decay", weightDecay)
                    .with("warm_up", warmUp).with("longest_gradient", String.valueOf(longestGradient))
                    .with("average_decay", averageDecay);
        }
    }

    /** A training with the optimisation of a mode, activations kept, nothing else. */
    public static FineAlignTrainingSettings of(Mode mode, Curriculum curriculum, long seed) {
        return new FineAlignTrainingSettings(curriculum, mode == Mode.PRECURSOR ? Optimisation.PRECURSOR
                : Optimisation.RECOMMENDED, seed, false, false, PATIENT, Checkpoints.Policy.EPOCHS);
    }

    /** Another optimisation. */
    public FineAlignTrainingSettings withOptimisation(Optimisation other) {
        return new FineAlignTrainingSettings(curriculum, other, seed, recalibrate, recomputing, patience, checkpoints);
    }

    /** Running statistics averaged afresh at the end, or not. */
    public FineAlignTrainingSettings withRecalibration(boolean afresh) {
        return new FineAlignTrainingSettings(curriculum, optimisation, seed, afresh, recomputing, patience,
                checkpoints);
    }

    /** Activations computed again, or kept. */
    public FineAlignTrainingSettings withRecomputing(boolean again) {
        return new FineAlignTrainingSettings(curriculum, optimisation, seed, recalibrate, again, patience,
                checkpoints);
    }

    /** Another patience. */
    public FineAlignTrainingSettings withPatience(int epochs) {
        return new FineAlignTrainingSettings(curriculum, optimisation, seed, recalibrate, recomputing, epochs,
                checkpoints);
    }

    /** Other checkpoints. */
    public FineAlignTrainingSettings withCheckpoints(Checkpoints.Policy policy) {
        return new FineAlignTrainingSettings(curriculum, optimisation, seed, recalibrate, recomputing, patience,
                policy);
    }

    /** All that the weights depend on. */
    Json.Fields toJson() {
        return Json.object().with("curriculum", curriculum.toJson()).with("optimisation", optimisation.toJson())
                .with("seed", seed).with("recalibrate", recalibrate).with("patience", patience);
    }
}
