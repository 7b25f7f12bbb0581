package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.data.SetSplit;
import java.util.List;
import java.util.Locale;

/**
 * An invented woman.
 *
 * @param number from 1
 * @param split what she is for
 * @param exams the oldest first; the last is the current one
 */
public record PhantomPatient(int number, SetSplit split, List<PhantomExam> exams) {
    /** Copies the list. */
    public PhantomPatient {
        exams = List.copyOf(exams);
    }

    /** The name in tables and files, such as {@code phantom-00012}. */
    public String name() {
        return String.format(Locale.ROOT, "phantom-%05d", number);
    }

    /** The last exam. */
    public PhantomExam current() {
        return exams.getLast();
    }
}
