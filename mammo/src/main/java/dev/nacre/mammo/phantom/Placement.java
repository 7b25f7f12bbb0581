package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds places in a breast that both views show and that keep their distance from one another. */
final class Placement {
    private static final int TRIES = 60;
    private static final double WIDEST_ANGLE = 1.25;

    private final double farthest;
    private final Outline craniocaudal;
    private final Outline oblique;
    private final List<Taken> taken = new ArrayList<>();

    private record Taken(Point craniocaudal, Point oblique, double radius) {
    }

    Placement(Anatomy anatomy) {
        craniocaudal = new Outline(anatomy, View.CC);
        oblique = new Outline(anatomy, View.MLO);
        farthest = 1.25 * anatomy.depth();
    }

    /**
     * A place for something of this radius, or nothing where the breast is full.
     *
     * @param gap least space to everything placed before, in either view; negative allows overlap
     */
    Optional<LesionPlace> draw(Key key, double radius, double gap) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double distance = farthest * Math.sqrt(key.uniform(3L * attempt));
            LesionPlace place = new LesionPlace(distance, angle(key, 3L * attempt + 1), angle(key, 3L * attempt + 2));
            Taken here = new Taken(craniocaudal.point(place), oblique.point(place), radius);
            if (craniocaudal.holds(here.craniocaudal, radius) && oblique.holds(here.oblique, radius)
                    && taken.stream().allMatch(other -> apart(here, other, gap))) {
                taken.add(here);
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private static double angle(Key key, long position) {
        return WIDEST_ANGLE * (2 * key.uniform(position) - 1);
    }

    private static boolean apart(Taken first, Taken second, double gap) {
        double least = first.radius + second.radius + gap;
        return first.craniocaudal.distance(second.craniocaudal) >= least
                && first.oblique.distance(second.oblique) >= least;
    }
}
