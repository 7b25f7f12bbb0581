package dev.nacre.mammo.phantom.population;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A woman's exam at one time.
 *
 * @param number from 1, the oldest; the last is the current one
 * @param date an invented day
 * @param yearsBefore the current exam
 * @param age of the woman in years
 * @param density of both breasts
 * @param previous when the exam before was
 * @param breasts left, then right
 * @param key of everything about the taking of pictures
 */
public record PhantomExam(int number, LocalDate date, double yearsBefore, int age, DensityClass density,
        Optional<LocalDate> previous, List<ExamBreast> breasts, Key key) {
    /** Copies the list. */
    public PhantomExam {
        breasts = List.copyOf(breasts);
    }

    /** Whether there is no later one. */
    public boolean isCurrent() {
        return yearsBefore == 0;
    }

    /** One of the two. */
    public ExamBreast breast(Laterality laterality) {
        return breasts.stream().filter(breast -> breast.laterality() == laterality).findFirst().orElseThrow();
    }

    /** Until the woman's first cancer is found; empty if none is found. */
    public OptionalDouble yearsToCancer() {
        return breasts.stream().flatMapToDouble(breast -> breast.yearsToCancer().stream()).min();
    }
}
