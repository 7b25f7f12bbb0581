package dev.nacre.nn.train;

/**
 * How a training ended.
 *
 * @param end   why
 * @param steps done since the training began, in all its runs
 */
public record Outcome(End end, long steps) {
    /** Why a training ended. */
    public enum End {
        /** All epochs are done. */
        COMPLETE,
        /** The validation loss did not get smaller for as long as was asked. */
        NO_BETTER,
        /** Somebody asked; the state is saved where there is a folder for checkpoints. */
        STOPPED
    }
}
