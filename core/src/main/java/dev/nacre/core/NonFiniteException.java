package dev.nacre.core;

/** A result that is not finite; the message names the module and the operation that made it. */
public final class NonFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String module;

    NonFiniteException(String module, String message) {
        super(message);
        this.module = module;
    }

    /** Path of the module in which it happened; empty outside any module. */
    public String module() {
        return module;
    }
}
