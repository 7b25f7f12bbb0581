package dev.nacre.core;

/** Shapes or element types that an operation cannot take. The message names the operation, the shapes and the place. */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** With the sentence that the user reads. */
    public ShapeException(String message) {
        super(message);
    }
}
