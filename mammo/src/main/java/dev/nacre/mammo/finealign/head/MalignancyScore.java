package dev.nacre.mammo.finealign.head;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.exam.Exam;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How suspicious an exam is. The numbers order breasts and exams; they are no probabilities of a disease.
 *
 * @param breasts of those that have a picture, 0 to 1
 * @param exam that of the more suspicious breast
 */
public record MalignancyScore(Map<Laterality, Double> breasts, double exam) {
    /** Copies the map, left before right in every run: whoever pairs the scores of two models counts on it. */
    public MalignancyScore {
        breasts = Collections.unmodifiableMap(new EnumMap<>(breasts));
    }

    static MalignancyScore of(Exam exam, double leftLogit, double rightLogit) {
        Map<Laterality, Double> breasts = new EnumMap<>(Laterality.class);
        exam.pictures().keySet().forEach(view -> breasts.put(view.side(),
                sigmoid(view.side() == Laterality.LEFT ? leftLogit : rightLogit)));
        return new MalignancyScore(breasts, breasts.values().stream().mapToDouble(Double::doubleValue).max()
                .orElseThrow());
    }

    private static double sigmoid(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }
}
