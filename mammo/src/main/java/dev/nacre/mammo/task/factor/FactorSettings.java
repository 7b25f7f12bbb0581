package dev.nacre.mammo.task.factor;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import dev.nacre.nn.train.Checkpoints;

/**
 * How to train a Mammo-FActOR.
 *
 * @param level of the encoder's maps, 1 for the finest to 5 for the last, which is the published one. On small pictures
 *     the last has few places
 * @param variant whose arithmetic is followed
 * @param epochs at most
 * @param batch pictures in a step, half of them without any attribute where there are such; at least 2
 * @param learningRate of AdamW, the same at every step
 * @param weightDecay on every parameter
 * @param patience epochs without a smaller validation loss after which training ends
 * @param seed of weights and order
 * @param keptBytes most bytes of maps to keep in memory; those of further pictures are computed whenever they are
 *     needed. The weights do not depend on it
 * @param checkpoints how often to save, and how much to keep; the weights do not depend on it
 */
public record FactorSettings(int level, FactorVariant variant, int epochs, int batch, double learningRate,
        double weightDecay, int patience, long seed, long keptBytes, Checkpoints.Policy checkpoints) {
    private static final long KEPT = 1L << 30;

    /** @throws InputException if it trains nothing, or keeps less than nothing */
    public FactorSettings {
        FactorConfig.checkLevel(level);
        if (epochs < 1 || batch < 2 || patience < 1) {
            throw new InputException(epochs + " epochs of batches of " + batch + " pictures with a patience of "
                    + patience + " epochs train nothing: give at least 1, 2 and 1");
        }
        if (keptBytes < 0) {
            throw new InputException(keptBytes + " bytes of maps cannot be kept: give 0 for none, or more");
        }
        if (!(learningRate > 0) || Double.isInfinite(learningRate) || !(weightDecay >= 0)) {
            throw new InputException("a learning rate of " + learningRate + " and a weight decay of " + weightDecay
                    + " train nothing: give a number above 0, and one that is not below 0");
        }
    }

    /** AdamW at 1e-4 with a decay of 0.01, batches of 8, 20 epochs at most, a patience of 5, the last map, seed 10. */
    public static FactorSettings published() {
        return new FactorSettings(FactorConfig.LAST_LEVEL, FactorVariant.MENDED, 20, 8, 1e-4, 0.01, 5, 10, KEPT,
                Checkpoints.Policy.EPOCHS);
    }

    /** Maps of another level. */
    public FactorSettings withLevel(int other) {
        return new FactorSettings(other, variant, epochs, batch, learningRate, weightDecay, patience, seed, keptBytes,
                checkpoints);
    }

    /** Another arithmetic. */
    public FactorSettings with(FactorVariant other) {
        return new FactorSettings(level, other, epochs, batch, learningRate, weightDecay, patience, seed, keptBytes,
                checkpoints);
    }

    /** Another length. */
    public FactorSettings withEpochs(int otherEpochs, int otherPatience) {
        return new FactorSettings(level, variant, otherEpochs, batch, learningRate, weightDecay, otherPatience, seed,
                keptBytes, checkpoints);
    }

    /** Another batch and rate. */
    public FactorSettings withSteps(int otherBatch, double otherRate) {
        return new FactorSettings(level, variant, epochs, otherBatch, otherRate, weightDecay, patience, seed, keptBytes,
                checkpoints);
    }

    /** Another seed. */
    public FactorSettings withSeed(long other) {
        return new FactorSettings(level, variant, epochs, batch, learningRate, weightDecay, patience, other, keptBytes,
                checkpoints);
    }

    /** Another use of memory and disk. */
    public FactorSettings withKept(long bytes, Checkpoints.Policy otherCheckpoints) {
        return new FactorSettings(level, variant, epochs, batch, learningRate, weightDecay, patience, seed, bytes,
                otherCheckpoints);
    }

    /** All that the weights depend on. */
    public Json.Fields toJson() {
        return Json.object().with("level", level).with("variant", variant.name()).with("epochs", epochs)
                .with("batch", batch).with("learning_rate", learningRate).with("weight_decay", weightDecay)
                .with("patience", patience).with("seed", seed);
    }
}
