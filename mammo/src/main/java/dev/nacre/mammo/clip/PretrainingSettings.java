package dev.nacre.mammo.clip;

import dev.nacre.core.Precision;
import dev.nacre.core.io.Json;
import dev.nacre.mammo.data.Pairing;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.nn.train.Checkpoints;

/**
 * How to pre-train.
 *
 * @param epochs       passes over the rows
 * @param optimisation how weights follow their gradients
 * @param loss         what is made small
 * @param seed         of weights, order, pairs, augmentation and dropout
 * @param pairing      which two pictures make a pair
 * @param augmentation of training pictures
 * @param recalibrate  whether, at the end, the running statistics are averaged afresh over the training pictures
 * @param activations  what the backward pass finds in memory; the weights do not depend on it
 * @param chunk        pictures or texts whose activations are in memory at a time; 0 for all of a batch. Gradients are
 *                     those of the whole batch; batch normalisation works on each chunk
 * @param patience     epochs without a smaller validation loss after which training ends
 * @param checkpoints  how often to save, and how much to keep; the weights do not depend on it
 * @param precision    in which the encoders' products take their operands in training; weights, gradients, optimiser,
 *                     loss and validation are float32 in any case
 */
public record PretrainingSettings(int epochs, Optimisation optimisation, PretrainingLoss loss, long seed,
        Pairing pairing, PictureAugmentation augmentation, boolean recalibrate, Activations activations, int chunk,
        int patience, Checkpoints.Policy checkpoints, Precision precision) {
    /** Never ends early. */
    public static final int PATIENT = Integer.MAX_VALUE;

    /** What happens to the results inside the encoders' blocks until the backward pass needs them. */
    public enum Activations {
        /** They stay in memory. */
        STORED,
        /** They are computed again: a fraction of the memory for about a third more time. */
        RECOMPUTED
    }

    /**
     * AdamW with a rate that rises linearly and then falls as a squared cosine.
     *
     * @param learningRate    highest rate
     * @param textRate        factor on it for the text encoder: transformers bear less than convolutions
     * @param warmUp          steps of linear rise; 0 for none
     * @param weightDecay     on every parameter
     * @param longestGradient longer gradients are shortened to it; infinity never clips
     * @param averageDecay    how much of a moving average of the weights stays at each step; the model is then the
     *                        average. 0 takes the weights themselves
     */
    public record Optimisation(double learningRate, double textRate, long warmUp, double weightDecay,
            double longestGradient, double averageDecay) {
        /** One rate for all, Mammo-CLIP's weight decay, no clipping, no average. */
        public static Optimisation published(double learningRate, long warmUp) {
            return new Optimisation(learningRate, 1, warmUp, 1e-4, Double.POSITIVE_INFINITY, 0);
        }

        /** Another factor for the text encoder. */
        public Optimisation withTextRate(double factor) {
            return new Optimisation(learningRate, factor, warmUp, weightDecay, longestGradient, averageDecay);
        }

        Json.Fields toJson() {
            return Json.object().with("learning_rate", learningRate).with("text_rate", textRate).with("warm_up", warmUp)
                    .with("weight_decay", weightDecay).with("longest_gradient", String.valueOf(longestGradient))
                    .with("average_decay", averageDecay);
        }
    }

    /** A training of some epochs: a CC picture beside an MLO picture, stored activations, nothing else. */
    public static PretrainingSettings of(int epochs, Optimisation optimisation, long seed) {
        return new PretrainingSettings(epochs, optimisation, PretrainingLoss.PUBLISHED, seed, Pairing.VIEWS,
                PictureAugmentation.NONE, false, Activations.STORED, 0, PATIENT, Checkpoints.Policy.EPOCHS,
                Precision.FLOAT32);
    }

    /** Another loss. */
    public PretrainingSettings withLoss(PretrainingLoss newLoss) {
        return new PretrainingSettings(epochs, optimisation, newLoss, seed, pairing, augmentation, recalibrate,
                activations, chunk, patience, checkpoints, precision);
    }

    /** Other pictures. */
    public PretrainingSettings withPictures(Pairing newPairing, PictureAugmentation newAugmentation) {
        return new PretrainingSettings(epochs, optimisation, loss, seed, newPairing, newAugmentation, recalibrate,
                activations, chunk, patience, checkpoints, precision);
    }

    /** Running statistics averaged afresh at the end, or not. */
    public PretrainingSettings withRecalibration(boolean newRecalibrate) {
        return new PretrainingSettings(epochs, optimisation, loss, seed, pairing, augmentation, newRecalibrate,
                activations, chunk, patience, checkpoints, precision);
    }

    /** Another use of memory. */
    public PretrainingSettings withMemory(Activations newActivations, int newChunk) {
        return new PretrainingSettings(epochs, optimisation, loss, seed, pairing, augmentation, recalibrate,
                newActivations, newChunk, patience, checkpoints, precision);
    }

    /** Another patience. */
    public PretrainingSettings withPatience(int newPatience) {
        return new PretrainingSettings(epochs, optimisation, loss, seed, pairing, augmentation, recalibrate,
                activations, chunk, newPatience, checkpoints, precision);
    }

    /** Other checkpoints. */
    public PretrainingSettings withCheckpoints(Checkpoints.Policy newCheckpoints) {
        return new PretrainingSettings(epochs, optimisation, loss, seed, pairing, augmentation, recalibrate,
                activations, chunk, patience, newCheckpoints, precision);
    }

    /** Another precision of products. */
    public PretrainingSettings withPrecision(Precision newPrecision) {
        return new PretrainingSettings(epochs, optimisation, loss, seed, pairing, augmentation, recalibrate,
                activations, chunk, patience, checkpoints, newPrecision);
    }

    /** All that the weights depend on. */
    Json.Fields toJson() {
        return Json.object().with("epochs", epochs).with("optimisation", optimisation.toJson())
                .with("loss", loss.toJson()).with("seed", seed).with("pairing", pairing.name())
                .with("augmentation", augmentation.toString()).with("recalibrate", recalibrate)
                .with("chunk", chunk).with("patience", patience).with("precision", precision.name());
    }
}
