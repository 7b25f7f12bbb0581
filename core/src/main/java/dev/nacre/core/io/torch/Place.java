package dev.nacre.core.io.torch;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Where a value stands in what was saved: the keys that lead to it. They are joined to a name only where a tensor is
 * found, since a hostile file may have long keys above many values.
 *
 * @param parent null for what was saved itself
 * @param key    of this value in its parent
 */
record Place(Place parent, String key) {
    /** Of what was saved itself. */
    static final Place ROOT = new Place(null, "");

    /** In characters. */
    static final int LONGEST_NAME = 4096;

    private static final String UNNAMED = "tensor";

    Place below(String child) {
        return new Place(this, child);
    }

    Place below(int index) {
        return new Place(this, Integer.toString(index));
    }

    /** How many characters the name has. */
    long length() {
        long length = 0;
        for (Place place = this; place.parent != null; place = place.parent) {
            length += place.key.length() + 1;
        }
        return length;
    }

    /**
     * The keys joined by dots; a tensor that was saved alone is called {@code tensor}. Where they are far too long, the
     * last key stands for all.
     */
    @Override
    public String toString() {
        if (length() > LONGEST_NAME) {
            return "…" + key.substring(Math.max(0, key.length() - LONGEST_NAME));
        }
        Deque<String> keys = new ArrayDeque<>();
        for (Place place = this; place.parent != null; place = place.parent) {
            keys.addFirst(place.key);
        }
        return keys.isEmpty() ? UNNAMED : String.join(".", keys);
    }
}
