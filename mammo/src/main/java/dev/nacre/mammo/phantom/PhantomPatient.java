package dev.nacre.mammo.phantom;

import java.util.List;
import java.util.Locale;

/**
 * An invented patient.
 *
 * @param number from 1
 * @param breasts left, then right
 */
public record PhantomPatient(int number, List<PhantomBreast> breasts) {
    /** Copies the list. */
    public PhantomPatient {
        breasts = List.copyOf(breasts);
    }

    /** The name in tables and files, such as {@code phantom-00012}. */
    public String name() {
        return String.format(Locale.ROOT, "phantom-%05d", number);
    }
}
