package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Shape;
import java.util.Locale;

/** What is known of a tensor before it is computed: its type and sizes. */
public record Spec(DType type, Shape shape) {
    @Override
    public String toString() {
        return type.name().toLowerCase(Locale.ROOT) + shape;
    }
}
