package dev.nacre.mammo.phantom.population;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.PhantomBreast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A breast over the years. Its tissue stays, apart from what it loses with age.
 *
 * @param laterality left or right
 * @param shape its form
 * @param glandular share of glandular tissue at the current exam
 * @param lesions that it has at the current exam
 * @param incidentals everything else
 * @param skin a place over which a technologist may put a marker
 * @param implantSince years before the current exam at which an implant came in; 0 for none
 * @param tissue key of its tissue
 */
record BreastCourse(Laterality laterality, BreastShape shape, double glandular, List<LesionCourse> lesions,
        List<IncidentalCourse> incidentals, Optional<BreastPoint> skin, double implantSince, Key tissue) {
    private static final double MARKER_RADIUS = 0.75;

    BreastCourse {
        lesions = List.copyOf(lesions);
        incidentals = List.copyOf(incidentals);
    }

    /**
     * The breast at one exam.
     *
     * @param yearsBefore the current exam
     * @param age of the woman at the current exam
     * @param marker whether there is a marker on the skin
     */
    PhantomBreast at(double yearsBefore, int age, boolean marker) {
        List<Lesion> visible = lesions.stream().flatMap(course -> course.at(yearsBefore).stream()).toList();
        List<Incidental> others = new ArrayList<>(incidentals.stream().filter(course -> course.isThere(yearsBefore))
                .map(IncidentalCourse::incidental).toList());
        if (marker) {
            skin.ifPresent(place -> others.add(new Incidental(Incidental.Kind.SKIN_MARKER, place, MARKER_RADIUS,
                    tissue.child("marker"))));
        }
        return new PhantomBreast(laterality, shape, GlandularShare.earlier(glandular, age, yearsBefore), visible,
                others, yearsBefore < implantSince, tissue);
    }
}
