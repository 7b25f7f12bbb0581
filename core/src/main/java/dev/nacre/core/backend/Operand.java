package dev.nacre.core.backend;

import dev.nacre.core.DType;
import dev.nacre.core.Layout;
import dev.nacre.core.Shape;

/**
 * One input or output of a primitive as a backend sees it: where the elements are and how they lie. Outputs are always
 * contiguous from the start of a fresh storage.
 */
public record Operand(Storage storage, Layout layout) {
    /** Type of the elements. */
    public DType type() {
        return storage.type();
    }

    /** The sizes. */
    public Shape shape() {
        return layout.shape();
    }
}
