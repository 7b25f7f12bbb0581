package dev.nacre.nn.optim;

/**
 * A rate that is multiplied by a factor every so many steps.
 *
 * @param base   rate of the first steps
 * @param factor above 0, at most 1
 * @param every  steps between two falls
 */
public record StepDecay(double base, double factor, long every) implements LearningRate {
    /** Refuses numbers that give no falling rate. */
    public StepDecay {
        if (!(base > 0) || Double.isInfinite(base) || !(factor > 0 && factor <= 1) || every < 1) {
            throw new IllegalArgumentException("a learning rate of " + base + " times " + factor + " every " + every
                    + " steps: give a positive rate, a factor above 0 and at most 1, and at least 1 step");
        }
    }

    @Override
    public double at(long step) {
        return base * StrictMath.pow(factor, (double) (step / every));
    }
}
