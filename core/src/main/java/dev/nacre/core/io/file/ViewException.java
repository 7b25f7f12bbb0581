package dev.nacre.core.io.file;

/** A view that does not fit its storage, or cannot be copied; half a sentence, to follow the tensor's name. */
public final class ViewException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the predicate of a sentence whose subject is the tensor */
    public ViewException(String message) {
        super(message);
    }

    ViewException(String message, Throwable cause) {
        super(message, cause);
    }
}
