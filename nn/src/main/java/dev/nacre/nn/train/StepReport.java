package dev.nacre.nn.train;

/**
 * What one training step did.
 *
 * @param epoch         from 1
 * @param epochs        how many there will be
 * @param step          within the epoch, from 1
 * @param steps         how many the epoch has
 * @param loss          before the step changed the weights
 * @param gradientNorm  length of the whole gradient, before clipping
 * @param learningRate  that the step used
 * @param seconds       that the step took
 */
public record StepReport(int epoch, int epochs, int step, int steps, double loss, double gradientNorm,
        double learningRate, double seconds) {
    /** Steps done since the training began. */
    public long done() {
        return (epoch - 1L) * steps + step;
    }

    /** Steps that the whole training has. */
    public long total() {
        return (long) epochs * steps;
    }
}
