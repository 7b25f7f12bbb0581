package dev.nacre.nn.train;

/** Watches a training: draws it, logs it, counts it. Called on the training thread, in the order of registration. */
public interface TrainingListener {
    /**
     * Before the first step.
     *
     * @param done  steps that an earlier run has done, 0 for a new training; whatever a listener wrote about later
     *              steps is void, since they are done again
     * @param total steps that the whole training has
     */
    default void beforeTraining(long done, long total) {
    }

    /** After each step. */
    default void afterStep(StepReport report) {
    }

    /** After each epoch. */
    default void afterEpoch(EpochReport report) {
    }
}
