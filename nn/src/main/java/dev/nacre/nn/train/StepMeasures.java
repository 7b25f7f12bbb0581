package dev.nacre.nn.train;

/**
 * What a step of training found before it changed anything.
 *
 * @param loss         of its batch
 * @param gradientNorm length of all gradients, before they were shortened
 */
record StepMeasures(double loss, double gradientNorm) {
    /** Whether the optimiser may take the step. */
    boolean areFinite() {
        return Double.isFinite(loss) && Double.isFinite(gradientNorm);
    }
}
