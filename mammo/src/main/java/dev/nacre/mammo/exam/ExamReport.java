package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report and what it says.
 *
 * @param sentences in their order, at least one
 * @param keywords what they say
 * @param labels of the breasts; a breast that is missing is unknown
 * @param density of both breasts, where the report tells it
 */
public record ExamReport(List<ReportSentence> sentences, KeywordSet keywords, Map<Laterality, SideLabel> labels,
        Optional<DensityClass> density) {
    /** Copies the collections. */
    public ExamReport {
        sentences = List.copyOf(sentences);
        if (sentences.isEmpty()) {
            throw new IllegalArgumentException("a report needs a sentence");
        }
        Map<Laterality, SideLabel> both = new EnumMap<>(Laterality.class);
        both.put(Laterality.LEFT, labels.getOrDefault(Laterality.LEFT, SideLabel.UNKNOWN));
        both.put(Laterality.RIGHT, labels.getOrDefault(Laterality.RIGHT, SideLabel.UNKNOWN));
        labels = Map.copyOf(both);
    }

    /** What it makes of one breast. */
    public SideLabel label(Laterality side) {
        return labels.getOrDefault(side, SideLabel.UNKNOWN);
    }

    /** Whether a sentence says that something is there. */
    public boolean isAbnormal() {
        return sentences.stream().anyMatch(ReportSentence::abnormal);
    }

    /** Says nothing of the text, so that it may stand in a log. */
    @Override
    public String toString() {
        return "ExamReport[" + sentences.size() + " sentences, " + labels + "]";
    }
}
