package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Nature;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a breast as a radiologist would: a category for each lesion and one for the breast. What is to be looked at
 * again (3 or 4a) while one of the breast's views is missing makes the exam incomplete (0).
 */
final class BreastReading {
    private static final double LARGER = 1.2;
    private static final double LONG = 2;
    /** From the least grave to the gravest. */
    private static final List<Birads> GRAVITY = List.of(Birads.NEGATIVE, Birads.BENIGN, Birads.PROBABLY_BENIGN,
            Birads.INCOMPLETE, Birads.LOW_SUSPICION, Birads.MODERATE_SUSPICION, Birads.HIGH_SUSPICION,
            Birads.HIGHLY_SUGGESTIVE, Birads.KNOWN_MALIGNANCY);
    /** What a report tells of things that are clearly benign. */
    private static final Set<Incidental.Kind> BENIGN = EnumSet.of(Incidental.Kind.COARSE_CALCIFICATION,
            Incidental.Kind.VESSEL_CALCIFICATION, Incidental.Kind.LYMPH_NODE, Incidental.Kind.CLIP);

    private final BreastCourse course;
    /** Years before the current exam of each exam, the oldest first. */
    private final double[] times;

    BreastReading(BreastCourse course, double[] times) {
        this.course = course;
        this.times = times.clone();
    }

    /** Whether a report tells something incidental. */
    static boolean tells(Incidental incidental) {
        return BENIGN.contains(incidental.kind());
    }

    static boolean isGraver(Birads category, Birads than) {
        return GRAVITY.indexOf(category) > GRAVITY.indexOf(than);
    }

    /** The lesions at an exam, those that could be seen. */
    List<ExamLesion> lesions(int exam, Set<View> views) {
        List<ExamLesion> read = new ArrayList<>();
        for (LesionCourse lesion : course.lesions()) {
            lesion.at(times[exam]).ifPresent(now -> read.add(read(lesion, now, exam, views)));
        }
        return read;
    }

    private ExamLesion read(LesionCourse lesion, Lesion now, int exam, Set<View> views) {
        History history = history(lesion, now, exam);
        Birads category = Suspicion.of(now, history);
        boolean again = category == Birads.PROBABLY_BENIGN || category == Birads.LOW_SUSPICION;
        boolean incomplete = again && views.size() < View.values().length;
        return new ExamLesion(lesion.number(), now, history, incomplete ? Birads.INCOMPLETE : category,
                !isOverlooked(lesion, category, exam),
                before(lesion, exam).map(then -> LesionCourse.extent(now) / LesionCourse.extent(then)).orElse(1.0),
                lesion.doublingYears());
    }

    /** A cancer that had been acted upon would not be there any more. */
    private boolean isOverlooked(LesionCourse lesion, Birads category, int exam) {
        return lesion.current().nature() == Nature.MALIGNANT && exam < times.length - 1
                && isGraver(category, Birads.PROBABLY_BENIGN);
    }

    private History history(LesionCourse lesion, Lesion now, int exam) {
        if (lesion.isProven(times[exam])) {
            return now.nature() == Nature.BENIGN ? History.PROVEN_BENIGN : History.PROVEN_MALIGNANT;
        }
        if (exam == 0) {
            return History.FIRST_SEEN;
        }
        Optional<Lesion> then = before(lesion, exam);
        if (then.isEmpty() || !wasReported(lesion, then.get(), exam - 1)) {
            return History.NEW;
        }
        if (now.nature() == Nature.BENIGN
                && isGraver(Suspicion.of(then.get(), history(lesion, then.get(), exam - 1)), Birads.INCOMPLETE)) {
            // It was biopsied then.
            return History.PROVEN_BENIGN;
        }
        if (LesionCourse.extent(now) >= LARGER * LesionCourse.extent(then.get())) {
            return History.LARGER;
        }
        return knownFor(lesion, exam) >= LONG ? History.STABLE : History.UNCHANGED;
    }

    private boolean wasReported(LesionCourse lesion, Lesion then, int exam) {
        return !isOverlooked(lesion, Suspicion.of(then, history(lesion, then, exam)), exam);
    }

    private Optional<Lesion> before(LesionCourse lesion, int exam) {
        return exam == 0 ? Optional.empty() : lesion.at(times[exam - 1]);
    }

    /** Years since the first exam in which it could be seen and was about as it is. */
    private double knownFor(LesionCourse lesion, int exam) {
        double now = LesionCourse.extent(lesion.at(times[exam]).orElseThrow());
        int first = exam;
        while (first > 0 && lesion.at(times[first - 1])
                .filter(then -> now < LARGER * LesionCourse.extent(then)).isPresent()) {
            first--;
        }
        return times[first] - times[exam];
    }

    /** The gravest of what is reported. */
    static Birads assess(PhantomBreast breast, List<ExamLesion> lesions) {
        boolean benign = breast.implant() || breast.incidentals().stream().anyMatch(BreastReading::tells);
        Birads gravest = benign ? Birads.BENIGN : Birads.NEGATIVE;
        for (ExamLesion lesion : lesions) {
            if (lesion.reported() && isGraver(lesion.category(), gravest)) {
                gravest = lesion.category();
            }
        }
        return gravest;
    }
}
