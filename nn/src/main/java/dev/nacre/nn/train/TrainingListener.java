package dev.nacre.nn.train;

/** Watches a training: draws it, logs it, saves it. Called on the training thread, in the order of registration. */
public interface TrainingListener {
    /** After each step. */
    default void afterStep(StepReport report) {
    }

    /**
     * After each epoch.
     *
     * @param last     report of its last step
     * @param meanLoss mean loss of its steps
     */
    default void afterEpoch(StepReport last, double meanLoss) {
    }
}
