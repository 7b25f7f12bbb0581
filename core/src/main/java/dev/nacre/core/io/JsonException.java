package dev.nacre.core.io;

/** Text that is not JSON, or JSON that does not hold what was asked of it. The message says where. */
public final class JsonException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** @param message one sentence: what is wrong, and where */
    public JsonException(String message) {
        super(message);
    }
}
