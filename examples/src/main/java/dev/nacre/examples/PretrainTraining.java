package dev.nacre.examples;

import dev.nacre.core.Precision;
import dev.nacre.mammo.clip.MammoClipLoss;
import dev.nacre.mammo.clip.PretrainingLoss;
import dev.nacre.mammo.clip.PretrainingSettings;
import dev.nacre.mammo.clip.PretrainingSettings.Activations;
import dev.nacre.mammo.clip.PretrainingSettings.Optimisation;
import dev.nacre.mammo.data.Pairing;
import dev.nacre.mammo.image.PictureAugmentation;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.Checkpoints;
import picocli.CommandLine.Option;

/** The options of {@code pretrain} that say how to train. */
final class PretrainTraining {
    @Option(names = "--epochs", defaultValue = "60", paramLabel = "N",
            description = "How often every row is seen (default: ${DEFAULT-VALUE}; published: 15).")
    private int epochs;

    @Option(names = "--learning-rate", defaultValue = "1e-3", paramLabel = "X",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}; published: 5e-5).")
    private double learningRate;

    @Option(names = "--text-rate", defaultValue = "1", paramLabel = "X",
            description = "Factor on the learning rate of the text encoder: a transformer bears a lower one than the"
                    + " picture encoder (default: ${DEFAULT-VALUE}).")
    private double textRate;

    @Option(names = "--warm-up", paramLabel = "STEPS",
            description = "Steps in which the learning rate rises to its highest (default: those of one epoch).")
    private Long warmUp;

    @Option(names = "--weight-decay", defaultValue = "1e-4", paramLabel = "X",
            description = "AdamW's weight decay (default: ${DEFAULT-VALUE}).")
    private double weightDecay;

    @Option(names = "--clip", defaultValue = "Infinity", paramLabel = "X",
            description = "Gradients longer than this are shortened to it (default: never).")
    private double longestGradient;

    @Option(names = "--average", defaultValue = "0", paramLabel = "DECAY",
            description = "Take a moving average of the weights for the model, such as 0.999 (default: the weights).")
    private double averageDecay;

    @Option(names = "--seed", defaultValue = "10", paramLabel = "N",
            description = "Of weights, order, pairs, wordings, augmentation and dropout (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--augment", arity = "0..1", fallbackValue = "symmetric", paramLabel = "MODE",
            description = "Flip and distort training pictures at random. symmetric: by ranges about no change (when no"
                    + " mode is given); paper: by the published code's constant skew.")
    private Augment augment;

    @Option(names = "--swap-sides", description = "Let the text of a flipped picture name the other side; with"
            + " --augment.")
    private boolean swapSides;

    @Option(names = "--pairing", defaultValue = "views", paramLabel = "MODE",
            description = "views: a CC picture beside an MLO picture; paper: as the published code once did, two"
                    + " pictures of one view (default: ${DEFAULT-VALUE}).")
    private Pairing pairing;

    @Option(names = "--loss", defaultValue = "four", paramLabel = "KIND",
            description = "four: two pictures and two texts of each breast, each with each; single: one picture and one"
                    + " text, the published baseline (default: ${DEFAULT-VALUE}).")
    private Loss loss;

    @Option(names = "--image-image", defaultValue = "1", paramLabel = "X",
            description = "Weight of the loss between pictures of one breast (default: ${DEFAULT-VALUE}, published).")
    private double imageImage;

    @Option(names = "--text-text", defaultValue = "0.5", paramLabel = "X",
            description = "Weight of the loss between texts of one breast (default: ${DEFAULT-VALUE}, published).")
    private double textText;

    @Option(names = "--patience", paramLabel = "EPOCHS",
            description = "End when the validation loss got no smaller for so many epochs (default: never).")
    private Integer patience;

    @Option(names = "--recalibrate",
            description = "At the end, average the running statistics afresh over the training pictures.")
    private boolean recalibrate;

    @Option(names = "--recompute",
            description = "Compute the encoders' blocks again in the backward pass, do not store them: slower by"
                    + " about a third, for large pictures or batches. The weights stay the same.")
    private boolean recompute;

    @Option(names = "--chunk", defaultValue = "0", paramLabel = "N",
            description = "Pictures whose results are in memory at a time, for batches larger than memory: the"
                    + " gradients stay those of the whole batch, but batch normalisation works on each chunk"
                    + " (default: all of it).")
    private int chunk;

    @Option(names = "--precision", defaultValue = "float32", paramLabel = "TYPE",
            description = "In which type the encoders' products take their operands: float32, or bfloat16, which is"
                    + " faster where the processor has tiles for it (AMX). Weights, gradients, loss and validation are"
                    + " float32 (default: ${DEFAULT-VALUE}).")
    private Precision precision;

    @Option(names = "--repeat-steps",
            description = "On a GPU, note a step and repeat it by one call while batches have the same shape: less work"
                    + " for the host, the same weights. Steps with --dropout are taken one by one; not with --chunk.")
    private boolean repeatSteps;

    @Option(names = "--save-every", defaultValue = "0", paramLabel = "STEPS",
            description = "Also write a checkpoint every so many steps; there is one after each epoch in any case.")
    private long saveEvery;

    @Option(names = "--keep", defaultValue = "2", paramLabel = "N",
            description = "Newest checkpoints that stay (default: ${DEFAULT-VALUE}); the best one stays beside them.")
    private int keep;

    /** How training pictures are distorted. */
    private enum Augment {
        SYMMETRIC,
        PAPER
    }

    /** What is compared. */
    private enum Loss {
        FOUR,
        SINGLE
    }

    /** Created by the command line alone. */
    PretrainTraining() {
    }

    /** Whether steps are to be repeated by one call. */
    boolean repeatsSteps() {
        return repeatSteps;
    }

    /** Refuses numbers that make no sense. */
    void check() {
        Numbers.atLeast("--epochs", epochs, 1);
        Numbers.between("--learning-rate", learningRate, 0, 1);
        Numbers.between("--text-rate", textRate, 0, 100);
        if (!(imageImage >= 0 && imageImage <= 100 && textText >= 0 && textText <= 100)) {
            throw new InputException("--image-image is " + imageImage + " and --text-text is " + textText
                    + ": give numbers from 0 to 100");
        }
        Numbers.between("--clip", longestGradient, 0, Double.POSITIVE_INFINITY);
        if (warmUp != null) {
            Numbers.atLeast("--warm-up", warmUp, 0);
        }
        if (!(weightDecay >= 0 && weightDecay < 1)) {
            throw new InputException("--weight-decay is " + weightDecay + ": give a number from 0 to below 1");
        }
        if (patience != null) {
            Numbers.atLeast("--patience", patience, 1);
        }
        Numbers.atLeast("--chunk", chunk, 0);
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new InputException("--average is " + averageDecay + ": give a number from 0 to below 1");
        }
        Numbers.atLeast("--save-every", saveEvery, 0);
        Numbers.atLeast("--keep", keep, 1);
        if (swapSides && augment == null) {
            throw new InputException("--swap-sides changes texts of flipped pictures, and none is flipped: give"
                    + " --augment too, or leave it out");
        }
    }

    long seed() {
        return seed;
    }

    private PretrainingLoss loss() {
        return switch (loss) {
            case FOUR -> new PretrainingLoss.FourPairs(new MammoClipLoss.Weights(imageImage, textText));
            case SINGLE -> new PretrainingLoss.SinglePair();
        };
    }

    private PictureAugmentation augmentation() {
        return switch (augment) {
            case null -> PictureAugmentation.NONE;
            case SYMMETRIC -> PictureAugmentation.MAMMO_CLIP.withSwappedSides(swapSides);
            case PAPER -> PictureAugmentation.PAPER.withSwappedSides(swapSides);
        };
    }

    /** Where nothing else was asked, the rate rises during the first epoch, unless that is the only one. */
    PretrainingSettings settings(int stepsInEpoch) {
        long rise = warmUp != null ? warmUp : epochs > 1 ? stepsInEpoch : 0;
        return new PretrainingSettings(epochs, new Optimisation(learningRate, textRate, rise, weightDecay,
                longestGradient, averageDecay), loss(), seed, pairing,
                augmentation(), recalibrate,
                recompute ? Activations.RECOMPUTED : Activations.STORED, chunk,
                patience != null ? patience : PretrainingSettings.PATIENT, new Checkpoints.Policy(saveEvery, keep),
                precision);
    }
}
