package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.View;
import java.util.Optional;

/**
 * Which projection a picture is, by the name that the set gives it.
 *
 * @param name {@code CC}, {@code MLO}, or another in capitals; empty where the set does not say
 */
public record ViewName(String name) {
    /** The set does not say. */
    public static final ViewName UNKNOWN = new ViewName("");

    /** One of the two standard projections, or nothing for any other. */
    public Optional<View> standard() {
        return switch (name) {
            case "CC" -> Optional.of(View.CC);
            case "MLO" -> Optional.of(View.MLO);
            default -> Optional.empty();
        };
    }
}
