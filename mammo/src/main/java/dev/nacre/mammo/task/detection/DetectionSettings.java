package dev.nacre.mammo.task.detection;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.clip.PretrainingSettings.Activations;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.mammo.image.RandomAffine;
import dev.nacre.nn.detection.FocalLoss;
import dev.nacre.nn.train.Checkpoints;
import java.util.Locale;
import java.util.Optional;

/**
 * How a detector is trained.
 *
 * @param epochs passes over the pictures
 * @param batch pictures of a step
 * @param rate of learning, always the same
 * @param longestGradient to which gradients are shortened
 * @param seed of weights, order and augmentation
 * @param normals which pictures without a lesion are trained on
 * @param encoder whether the encoder of pictures is trained
 * @param augmentation of training pictures; no elastic distortion, which boxes cannot follow
 * @param moved what becomes of boxes that it moves
 * @param focal cost of judging an anchor
 * @param activations what the backward pass finds in memory; the weights do not depend on it
 * @param patience epochs without better validation after which training ends
 * @param checkpoints how often to save, and how much to keep; the weights do not depend on it
 */
public record DetectionSettings(int epochs, int batch, double rate, double longestGradient, long seed, Normals normals,
        Encoder encoder, PictureAugmentation augmentation, MovedBox moved, FocalLoss focal,
        Activations activations, int patience, Checkpoints.Policy checkpoints) {
    private static final double CLIPPING = 0.1;
    private static final Optional<RandomAffine> SMALL = Optional.of(new RandomAffine.Symmetric(10, 0.05, 0.1, 5));
    private static final Optional<RandomAffine> STRONG = Optional.of(new RandomAffine.Symmetric(20, 0.1, 0.2, 20));

    /** Which pictures without a lesion are trained on. */
    public enum Normals {
        /** None: as published. What normal tissue can look like, such a detector learns beside lesions alone. */
        NONE,
        /** As many in each batch as pictures with a lesion; an epoch shows each of these once. */
        AS_MANY,
        /** All there are; an epoch shows each picture once. */
        ALL
    }

    /** Whether the encoder of pictures is trained. */
    public enum Encoder {
        /** With all else. */
        TRAINED,
        /** It stays as it is, its running statistics included. */
        FROZEN
    }

    /** Refuses what trains nothing. */
    public DetectionSettings {
        if (epochs < 1 || batch < 1 || patience < 1 || !(rate > 0 && longestGradient > 0)
                || Double.isInfinite(rate)) {
            throw new IllegalArgumentException(epochs + " epochs in batches of " + batch + " at a rate of " + rate
                    + ", gradients no longer than " + longestGradient + ", patience " + patience
                    + ": give numbers above 0");
        }
        if (augmentation.elastic().isPresent()) {
            throw new IllegalArgumentException("boxes cannot follow an elastic distortion: leave it out");
        }
    }

    /** As many normal pictures as others, flips from left to right and small movements, the whole network trained. */
    public static DetectionSettings usual(int epochs, int batch, double rate, long seed) {
        return new DetectionSettings(epochs, batch, rate, CLIPPING, seed, Normals.AS_MANY, Encoder.TRAINED,
                PictureAugmentation.NONE.withFlips(0.5, 0).withWarps(0.5, SMALL, Optional.empty()), MovedBox.ELLIPSE,
                FocalLoss.RETINA_NET, Activations.STORED, epochs, Checkpoints.Policy.EPOCHS);
    }

    /**
     * Mammo-CLIP's: 120 epochs in batches of 7 at 5e-5, pictures with a lesion alone, flips both ways, strong movements
     * always. Its elastic distortion moved pixels by a tenth of their side and is left out. The model is chosen on
     * validation pictures; theirs was chosen on the test set.
     */
    public static DetectionSettings paper(long seed) {
        return new DetectionSettings(120, 7, 5e-5, CLIPPING, seed, Normals.NONE, Encoder.TRAINED,
                PictureAugmentation.NONE.withFlips(0.5, 0.5).withWarps(1, STRONG, Optional.empty()), MovedBox.CORNERS,
                FocalLoss.PAPER, Activations.STORED, 120, Checkpoints.Policy.EPOCHS);
    }

    /** With other pictures without a lesion. */
    public DetectionSettings with(Normals other) {
        return new DetectionSettings(epochs, batch, rate, longestGradient, seed, other, encoder, augmentation, moved,
                focal, activations, patience, checkpoints);
    }

    /** With the encoder trained or not. */
    public DetectionSettings with(Encoder other) {
        return new DetectionSettings(epochs, batch, rate, longestGradient, seed, normals, other, augmentation, moved,
                focal, activations, patience, checkpoints);
    }

    /** With other changes of training pictures. */
    public DetectionSettings with(PictureAugmentation other) {
        return new DetectionSettings(epochs, batch, rate, longestGradient, seed, normals, encoder, other, moved,
                focal, activations, patience, checkpoints);
    }

    /** With another length of gradients. */
    public DetectionSettings withLongestGradient(double other) {
        return new DetectionSettings(epochs, batch, rate, other, seed, normals, encoder, augmentation, moved, focal,
                activations, patience, checkpoints);
    }

    /** With other activations in memory; at 512 × 512, those of a large encoder are gigabytes. */
    public DetectionSettings with(Activations other) {
        return new DetectionSettings(epochs, batch, rate, longestGradient, seed, normals, encoder, augmentation, moved,
                focal, other, patience, checkpoints);
    }

    /** With another patience. */
    public DetectionSettings withPatience(int other) {
        return new DetectionSettings(epochs, batch, rate, longestGradient, seed, normals, encoder, augmentation, moved,
                focal, activations, other, checkpoints);
    }

    /** For model and result files. */
    public Json.Fields toJson() {
        return Json.object().with("epochs", epochs).with("batch", batch).with("rate", rate)
                .with("longest_gradient", longestGradient).with("seed", seed).with("normals", word(normals))
                .with("encoder", word(encoder)).with("augmentation", augmentation.toString())
                .with("moved_boxes", word(moved)).with("focal_alpha", focal.alpha()).with("focal_gamma", focal.gamma())
                .with("probabilities", word(focal.probabilities())).with("patience", patience);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
