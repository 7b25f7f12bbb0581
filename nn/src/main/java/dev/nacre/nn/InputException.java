package dev.nacre.nn;

/**
 * Something a person handed over (a file, a table, an option) cannot be used. The message is meant for that person:
 * it says what is wrong, where, and what to do, and holds no patient identifier. A command line prints it alone and
 * exits with 2.
 */
public class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
