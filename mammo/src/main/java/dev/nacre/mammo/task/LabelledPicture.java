package dev.nacre.mammo.task;

import java.nio.file.Path;
import java.util.List;

/**
 * A picture and what is known of it.
 *
 * @param file    the picture
 * @param patient whose it is, for grouping only; never shown
 * @param labels  of a {@link LabelScheme}: for each finding 1, 0 or {@link #UNKNOWN}, or the number of the class
 */
public record LabelledPicture(Path file, String patient, List<Integer> labels) {
    /** Of this nothing is known. */
    public static final int UNKNOWN = -1;

    /** Copies the list. */
    public LabelledPicture {
        labels = List.copyOf(labels);
    }

    /** Whether anything is known. */
    public boolean isKnown() {
        return labels.stream().anyMatch(label -> label != UNKNOWN);
    }

    /** Says nothing of patient or file, so that it may stand in a log. */
    @Override
    public String toString() {
        return "LabelledPicture" + labels;
    }
}
