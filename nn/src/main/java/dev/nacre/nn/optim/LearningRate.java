package dev.nacre.nn.optim;

/** A learning rate for each step. */
@FunctionalInterface
public interface LearningRate {
    /** The rate of a step, counted from 0. */
    double at(long step);

    /** The same rate always. */
    static LearningRate constant(double rate) {
        return step -> rate;
    }
}
