package dev.nacre.core.io;

/**
 * A file of weights that cannot be used: absent, damaged, hostile, or of another model. The message is one sentence
 * that says what is wrong, where, and what to do.
 */
public final class CheckpointException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what, where, and what to do */
    public CheckpointException(String message) {
        super(message);
    }

    /** @param message what, where, and what to do */
    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
