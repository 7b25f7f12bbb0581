package dev.nacre.nn.optim;

/** A learning rate for each step. */
@FunctionalInterface
public interface LearningRate {
    /** The rate of a step, counted from 0. */
    double at(long step);

    /**
     * The same rate always.
     *
     * @throws IllegalArgumentException unless it is a positive number
     */
    static LearningRate constant(double rate) {
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new IllegalArgumentException("a learning rate of " + rate + " trains nothing: give one above 0");
        }
        return step -> rate;
    }
}
