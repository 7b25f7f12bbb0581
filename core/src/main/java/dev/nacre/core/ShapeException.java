package dev.nacre.core;

/**
 * Shapes or element types that an operation cannot take. The message names the operation, the shapes, and the module in
 * which it happened.
 */
public class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String reason;

    /** With the sentence that the user reads; the path of the running module is added. */
    public ShapeException(String reason) {
        super(reason + place());
        this.reason = reason;
    }

    /** The message without the module. */
    public String reason() {
        return reason;
    }

    private static String place() {
        String module = ModulePath.current();
        return module.isEmpty() ? "" : " (in " + module + ")";
    }
}
