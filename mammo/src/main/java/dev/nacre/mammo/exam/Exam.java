package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.SetSplit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One examination of a woman: up to four pictures and what is known of them.
 *
 * @param patient whose it is, for grouping only; never shown
 * @param pictures by view, at least one
 * @param report what was reported; empty where there is none, or nothing in it is about the breasts
 * @param density of both breasts
 * @param pathology of each breast, where it is known
 * @param split the part of its set; empty where the set has no parts
 */
public record Exam(String patient, Map<ExamView, ExamPicture> pictures, Optional<ExamReport> report,
        Optional<DensityClass> density, Map<Laterality, Pathology> pathology, Optional<SetSplit> split) {
    /** Copies the maps. */
    public Exam {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("an exam needs a picture");
        }
        pictures = Collections.unmodifiableMap(new EnumMap<>(pictures));
        pathology = Map.copyOf(pathology);
    }

    /** The same with another report. */
    public Exam withReport(Optional<ExamReport> other) {
        return new Exam(patient, pictures, other, density, pathology, split);
    }

    /** Says nothing of patient, files or report, so that it may stand in a log. */
    @Override
    public String toString() {
        return "Exam[" + pictures.keySet() + "]";
    }
}
