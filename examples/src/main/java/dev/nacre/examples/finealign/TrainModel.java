package dev.nacre.examples.finealign;

import dev.nacre.examples.Numbers;
import dev.nacre.mammo.finealign.FineAlignTrainingSettings;
import dev.nacre.mammo.finealign.FineAlignTrainingSettings.Optimisation;
import dev.nacre.mammo.finealign.StartingWeights;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.loss.Curriculum;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.finealign.model.FineAlignConfig.Mode;
import dev.nacre.nn.InputException;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of {@code finealign train} that say what is trained, and how. */
final class TrainModel {
    private static final double RATE_FROM_SCRATCH = 1e-3;
    private static final double MOMENTUM_OF_SHORT_TRAININGS = 0.1;

    @Option(names = "--mode", defaultValue = "recommended", paramLabel = "MODE",
            description = "recommended, or precursor: the public code that came before the paper (default:"
                    + " ${DEFAULT-VALUE}).")
    private Mode mode;

    @Option(names = "--size", defaultValue = "small", paramLabel = "SIZE",
            description = "small: a small EfficientNet; tiny: ResNet-18; full: ResNet-50 and BERT base (default:"
                    + " ${DEFAULT-VALUE}).")
    private Size size;

    @Option(names = "--weights", paramLabel = "FILE",
            description = "Begin with the encoder of pictures in this file: a ResNet or an EfficientNet, Mammo-CLIP's"
                    + " among them; its size then holds.")
    private Path weights;

    @Option(names = "--text-weights", paramLabel = "FILE", description = "Begin with the BERT in this file; its size"
            + " is to be that of --size, and its vocabulary that of --vocabulary.")
    private Path textWeights;

    @Option(names = "--coarse", defaultValue = "3", paramLabel = "EPOCHS", description = "Epochs of the first stage, in"
            + " which exams and reports find each other (default: ${DEFAULT-VALUE}; the full model: 10).")
    private int coarse;

    @Option(names = "--graded", defaultValue = "3", paramLabel = "EPOCHS", description = "Epochs of the second stage:"
            + " likeness by degrees, words, labels of breasts (default: ${DEFAULT-VALUE}; the full model: 10).")
    private int graded;

    @Option(names = "--fine", defaultValue = "9", paramLabel = "EPOCHS", description = "Epochs of the third stage:"
            + " sentences and maps. The precursor has one stage, as long as all three (default: ${DEFAULT-VALUE}; the"
            + " full model: 20).")
    private int fine;

    @Option(names = "--learning-rate", paramLabel = "X", description = "One highest rate for all weights (default: 1e-3"
            + " where all of them start anew, else the specification's rates for trained encoders).")
    private Double learningRate;

    @Option(names = "--average", defaultValue = "0", paramLabel = "DECAY",
            description = "Take a moving average of the weights for the model, such as 0.999 (default: the weights).")
    private double averageDecay;

    @Option(names = "--recalibrate",
            description = "At the end, average the running statistics afresh over training pictures.")
    private boolean recalibrate;

    @Option(names = "--recompute", description = "Compute the encoders' blocks again in the backward pass: slower, for"
            + " large pictures or batches.")
    private boolean recompute;

    @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
            description = "Of weights, order and augmentation (default: ${DEFAULT-VALUE}).")
    private long seed;

    /** How large the network is. */
    private enum Size {
        SMALL,
        TINY,
        FULL
    }

    /** Created by the command line alone. */
    TrainModel() {
    }

    void check() {
        Numbers.atLeast("--coarse", coarse, 0);
        Numbers.atLeast("--graded", graded, 0);
        Numbers.atLeast("--fine", fine, 0);
        if (coarse + graded + fine == 0) {
            throw new InputException("--coarse, --graded and --fine are 0, so nothing is trained: give an epoch to one"
                    + " of them");
        }
        if (learningRate != null) {
            Numbers.between("--learning-rate", learningRate, 0, 1);
        }
        if (!(averageDecay >= 0 && averageDecay < 1)) {
            throw new InputException("--average is " + averageDecay + ": give a number from 0 to below 1");
        }
    }

    long seed() {
        return seed;
    }

    FineAlignConfig config(WordInput words) {
        int vocabulary = words.tokenizer().vocabularySize();
        FineAlignConfig config = switch (size) {
            case FULL -> FineAlignConfig.full(mode, vocabulary);
            case TINY -> FineAlignConfig.tiny(mode, vocabulary);
            case SMALL -> FineAlignConfig.tiny(mode, vocabulary).withPictures(EfficientNetConfig.TINY.withDropout(0, 0)
                    .withBatchNormMomentum(MOMENTUM_OF_SHORT_TRAININGS), FineAlignConfig.Scale.HALF);
        };
        if (config.text() instanceof BertConfig bert && size != Size.FULL) {
            // A short training cannot afford dropout.
            config = config.withText(bert.withDropout(0, 0));
        }
        if (words.longest() > config.text().positions()) {
            throw new InputException("--text-length is " + words.longest() + ", and the encoder of reports knows "
                    + config.text().positions() + " positions: give at most that");
        }
        return weights == null ? config : StartingWeights.inspect(weights).in(config);
    }

    /** Fills what was trained elsewhere. */
    void start(FineAlign model) {
        if (weights != null) {
            StartingWeights.pictures(model, weights);
        }
        if (textWeights != null) {
            StartingWeights.texts(model, textWeights);
        }
    }

    FineAlignTrainingSettings settings() {
        Curriculum curriculum = mode == Mode.PRECURSOR ? Curriculum.precursor(coarse + graded + fine)
                : Curriculum.recommended(coarse, graded, fine);
        FineAlignTrainingSettings usual = FineAlignTrainingSettings.of(mode, curriculum, seed);
        Optimisation how = usual.optimisation().withAverage(averageDecay);
        if (learningRate != null || weights == null && textWeights == null) {
            how = how.withRate(learningRate != null ? learningRate : RATE_FROM_SCRATCH);
        }
        return usual.withOptimisation(how).withRecalibration(recalibrate).withRecomputing(recompute);
    }
}
