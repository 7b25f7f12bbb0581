package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Nature;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A breast at one exam.
 *
 * @param breast what there is in it
 * @param lesions those of the breast, with what the reader makes of them, in the same order
 * @param birads assessment of the breast
 * @param views that were taken, at least one
 * @param yearsToCancer until a cancer of this breast is found; 0 if this exam finds it, empty if none is found
 */
public record ExamBreast(PhantomBreast breast, List<ExamLesion> lesions, Birads birads, Set<View> views,
        OptionalDouble yearsToCancer) {
    /** Copies the collections. */
    public ExamBreast {
        lesions = List.copyOf(lesions);
        views = Collections.unmodifiableSet(EnumSet.copyOf(views));
    }

    /** Left or right. */
    public Laterality laterality() {
        return breast.laterality();
    }

    /** Whether there is a lesion of a kind, reported or not. */
    public boolean has(Lesion.Kind kind) {
        return lesions.stream().anyMatch(lesion -> lesion.lesion().kind() == kind);
    }

    /** The lesions that the report tells. */
    public List<ExamLesion> reported() {
        return lesions.stream().filter(ExamLesion::reported).toList();
    }

    /** What a biopsy of everything in it would say. */
    public Pathology pathology() {
        if (lesions.isEmpty()) {
            return Pathology.NORMAL;
        }
        return lesions.stream().anyMatch(lesion -> lesion.lesion().nature() == Nature.MALIGNANT) ? Pathology.MALIGNANT
                : Pathology.BENIGN;
    }
}
