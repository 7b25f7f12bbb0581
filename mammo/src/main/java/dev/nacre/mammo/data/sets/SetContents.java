package dev.nacre.mammo.data.sets;

import java.util.List;

/**
 * What a set holds.
 *
 * @param records one for each picture that is there
 * @param problems what is wrong with it, in order of the tables
 */
public record SetContents(List<SetRecord> records, List<SetProblem> problems) {
    /** Copies the lists. */
    public SetContents {
        records = List.copyOf(records);
        problems = List.copyOf(problems);
    }
}
