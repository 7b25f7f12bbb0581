package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.ExamView;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a model shows of an exam.
 *
 * @param views of the pictures that are there
 * @param breasts scores of the breasts that are there
 */
public record ExamReading(Map<ExamView, ViewReading> views, Map<Laterality, BreastScore> breasts) {
    /** Copies the maps. */
    public ExamReading {
        views = Collections.unmodifiableMap(new EnumMap<>(views));
        breasts = Collections.unmodifiableMap(new EnumMap<>(breasts));
    }
}
