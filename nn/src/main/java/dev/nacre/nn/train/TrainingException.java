package dev.nacre.nn.train;

/** A training that cannot go on; the message says where it stands and what to try. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingException(String message) {
        super(message);
    }
}
