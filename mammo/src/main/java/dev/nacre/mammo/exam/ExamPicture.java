package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.sets.Finding;
import java.nio.file.Path;
import java.util.List;

/**
 * One picture of an exam.
 *
 * @param file that holds it
 * @param findings that a set marked in it; empty where nothing was, or where the set marks nothing
 */
public record ExamPicture(Path file, List<Finding> findings) {
    /** Copies the list. */
    public ExamPicture {
        findings = List.copyOf(findings);
    }

    /** Says nothing of the file, whose name may identify somebody. */
    @Override
    public String toString() {
        return "ExamPicture[" + findings.size() + " findings]";
    }
}
