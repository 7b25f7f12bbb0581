package dev.nacre.mammo.report;

import dev.nacre.mammo.data.DensityClass;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one sentence says.
 *
 * @param sentence the sentence and its place
 * @param findings all findings named, denied ones too, in their order
 * @param assessments BI-RADS categories
 * @param density of the breasts, where the sentence says it
 * @param words judgements in words
 * @param leaks why the sentence may tell too much, see {@link LeakageFilter}
 */
public record SentenceReading(Sentence sentence, List<ReportFinding> findings, List<Assessment> assessments,
        Optional<DensityClass> density, Set<AssessmentWord> words, Set<Leak> leaks) {
    public SentenceReading {
        findings = List.copyOf(findings);
        assessments = List.copyOf(assessments);
        words = Set.copyOf(words);
        leaks = Set.copyOf(leaks);
    }

    /** Whether something is denied and nothing is said to be there. */
    public boolean isNegative() {
        boolean denied = words.contains(AssessmentWord.NO_ABNORMALITY)
                || findings.stream().anyMatch(ReportFinding::isAbsent);
        return denied && findings.stream().allMatch(ReportFinding::isAbsent)
                && !words.contains(AssessmentWord.MALIGNANT) && !words.contains(AssessmentWord.SUSPICIOUS);
    }
}
