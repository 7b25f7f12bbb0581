package dev.nacre.mammo.image;

import dev.nacre.core.io.JsonException;
import java.util.Locale;

/** How a recipe turns pictures. */
public enum Orientation {
    /** Not at all. */
    AS_STORED,
    /** Mirrored where the chest wall is on the right, so that it is on the left in all pictures. */
    CHEST_WALL_LEFT;

    /** Its name in JSON. */
    String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws JsonException if there is none of this name */
    static Orientation named(String name) {
        for (Orientation orientation : values()) {
            if (orientation.jsonName().equals(name)) {
                return orientation;
            }
        }
        throw new JsonException("there is no orientation '" + name + "'");
    }
}
