package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.Laterality;
import java.util.Set;

/**
 * One sentence of a report.
 *
 * @param text as it was written
 * @param sides the breasts that it is about; empty where it does not say
 * @param abnormal whether it says that a mass, calcifications, an asymmetry or a distortion is there
 */
public record ReportSentence(String text, Set<Laterality> sides, boolean abnormal) {
    /** Copies the set. */
    public ReportSentence {
        sides = Set.copyOf(sides);
    }

    /** Whether it may be about what a picture shows: it names that side, or none. */
    public boolean concerns(Laterality side) {
        return sides.isEmpty() || sides.contains(side);
    }

    /** Says nothing of the text, so that it may stand in a log. */
    @Override
    public String toString() {
        return "ReportSentence[" + sides + (abnormal ? ", abnormal]" : "]");
    }
}
