package dev.nacre.mammo.task.factor;

import java.nio.file.Path;
import java.util.Set;

/**
 * A picture and which attributes it shows; where it shows them, nobody says.
 *
 * @param picture its file
 * @param shown names of attributes; empty for a picture without any
 */
public record FactorCase(Path picture, Set<String> shown) {
    /** Copies the set. */
    public FactorCase {
        shown = Set.copyOf(shown);
    }

    /** Says nothing of the file, whose name may identify somebody. */
    @Override
    public String toString() {
        return "FactorCase" + shown;
    }
}
