package dev.nacre.mammo.data;

/** A text is not a {@link PythonLiteral}. The message says what was expected and at which character of the text. */
public final class PythonLiteralException extends Exception {
    private static final long serialVersionUID = 1L;

    PythonLiteralException(String expected, int index) {
        super(expected + " at character " + (index + 1));
    }
}
