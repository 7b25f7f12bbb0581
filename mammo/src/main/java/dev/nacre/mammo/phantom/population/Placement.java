package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds places in a breast that keep their distance from one another. Half of all lesions lie in the upper outer
 * quadrant, where most of the glandular tissue is.
 */
final class Placement {
    private static final int TRIES = 80;
    /** Upper outer, upper inner, lower outer, lower inner, and the middle. */
    private static final double[] REGIONS = {0.5, 0.15, 0.12, 0.08, 0.15};
    private static final int MIDDLE = 4;
    /** Lymph nodes lie where the breast goes over into the armpit. */
    private static final double NODE_DEPTH = 0.45;

    private final BreastShape shape;
    private final List<Taken> taken = new ArrayList<>();

    private record Taken(BreastPoint centre, double radius) {
    }

    Placement(BreastShape shape) {
        this.shape = shape;
    }

    /**
     * A place for something of this radius, or nothing where the breast is full.
     *
     * @param gap least space to everything placed before, in millimetres; negative allows overlap
     */
    Optional<BreastPoint> draw(Draw draw, double radius, double gap) {
        return draw(draw, draw.pick(REGIONS, 0), 1, radius, gap);
    }

    /** A place far back in the upper outer quadrant. */
    Optional<BreastPoint> drawNode(Draw draw, double radius, double gap) {
        return draw(draw, 0, NODE_DEPTH, radius, gap);
    }

    private Optional<BreastPoint> draw(Draw draw, int region, double foremost, double radius, double gap) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            long position = 1 + 3L * attempt;
            double up = draw.key().uniform(position);
            double out = draw.key().uniform(position + 1);
            BreastPoint centre = new BreastPoint(
                    draw.between(0, foremost * shape.depth(), position + 2),
                    shape.radius() * (region == MIDDLE ? 0.5 * (out - 0.5) : region % 2 == 0 ? out : -out),
                    shape.radius() * (region == MIDDLE ? 0.5 * (up - 0.5) : region < 2 ? up : -up));
            if (shape.holds(centre, radius) && taken.stream().allMatch(
                    other -> centre.distance(other.centre) >= radius + other.radius + gap)) {
                taken.add(new Taken(centre, radius));
                return Optional.of(centre);
            }
        }
        return Optional.empty();
    }
}
