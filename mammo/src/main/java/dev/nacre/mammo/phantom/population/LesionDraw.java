package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.phantom.breast.ArchitecturalDistortion;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.CalcificationCluster.Distribution;
import dev.nacre.mammo.phantom.breast.CalcificationCluster.Morphology;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.breast.Mass.Margin;
import dev.nacre.mammo.phantom.breast.Mass.Shape;
import dev.nacre.mammo.phantom.breast.Nature;
import java.util.Optional;

/**
 * Draws lesions as they are at the current exam. Looks are drawn from how common they are and from how often what looks
 * so is malignant, so that the category says of the nature what it should. Size and density say nothing of it.
 */
final class LesionDraw {
    private static final double LEAST_RADIUS = 3.5;
    private static final double MOST_RADIUS = 12;
    private static final double USUAL_RADIUS = 6.5;
    private static final double[] SHAPES = {0.2, 0.4, 0.2, 0.2};
    private static final double[] MARGINS = {0.35, 0.2, 0.12, 0.18, 0.15};
    private static final double[] MORPHOLOGIES = {0.3, 0.25, 0.15, 0.2, 0.1};
    private static final double[] DISTRIBUTIONS = {0.6, 0.13, 0.12, 0.15};
    private static final int FEWEST_GRAINS = 7;
    private static final int GRAIN_RANGE = 8;
    /** Carcinomas attenuate a few percent more than glandular tissue (Johns and Yaffe 1987). */
    private static final double DENSER = 0.05;
    private static final double GAP = 3;

    private final Placement placement;
    private final double visibility;

    LesionDraw(Placement placement, double visibility) {
        this.placement = placement;
        this.visibility = visibility;
    }

    /** How far a mass reaches; a glandular island is as large. In millimetres. */
    static double massRadius(Draw draw) {
        return Math.clamp(USUAL_RADIUS * StrictMath.exp(0.32 * draw.normal(0)), LEAST_RADIUS, MOST_RADIUS);
    }

    /** Diameter of a small calcification, in a group or alone, in millimetres. */
    double grain(Draw draw) {
        return visibility * draw.between(0.3, 0.55, 0);
    }

    /** A lesion of a kind, or nothing where the breast has no place for it. */
    Optional<Lesion> draw(Lesion.Kind kind, Nature nature, Draw draw) {
        Draw looks = new Draw(draw.key().child("looks"));
        return switch (kind) {
            case MASS -> mass(nature, draw, looks);
            case CALCIFICATION -> cluster(nature, draw, looks);
            case DISTORTION -> {
                double radius = looks.between(10, 20, 0);
                yield place(draw, 0.5 * radius).map(place ->
                        new ArchitecturalDistortion(place, radius, nature, draw.key().child("form")));
            }
            case ASYMMETRY -> {
                double radius = looks.between(10, 18, 0);
                yield place(draw, 0.7 * radius).map(place -> new Asymmetry(place, radius,
                        Math.min(1, visibility * looks.between(0.35, 0.7, 1)), nature, draw.key().child("form")));
            }
        };
    }

    private Optional<Lesion> mass(Nature nature, Draw draw, Draw looks) {
        double[] weights = new double[SHAPES.length * MARGINS.length];
        for (int index = 0; index < weights.length; index++) {
            Shape shape = Shape.values()[index / MARGINS.length];
            Margin margin = Margin.values()[index % MARGINS.length];
            weights[index] = SHAPES[shape.ordinal()] * MARGINS[margin.ordinal()]
                    * part(nature, Suspicion.likelihood(Suspicion.appearance(shape, margin)));
        }
        int drawn = looks.pick(weights, 0);
        double radius = massRadius(new Draw(draw.key().child("size")));
        double attenuation = 1 + visibility * DENSER * looks.between(0.4, 1.6, 1);
        return place(draw, radius).map(place -> new Mass(place, radius, Shape.values()[drawn / MARGINS.length],
                Margin.values()[drawn % MARGINS.length], attenuation, nature, draw.key().child("form")));
    }

    private Optional<Lesion> cluster(Nature nature, Draw draw, Draw looks) {
        double[] weights = new double[MORPHOLOGIES.length * DISTRIBUTIONS.length];
        for (int index = 0; index < weights.length; index++) {
            Morphology morphology = Morphology.values()[index / DISTRIBUTIONS.length];
            Distribution distribution = Distribution.values()[index % DISTRIBUTIONS.length];
            weights[index] = MORPHOLOGIES[morphology.ordinal()] * DISTRIBUTIONS[distribution.ordinal()]
                    * part(nature, Suspicion.likelihood(Suspicion.appearance(morphology, distribution)));
        }
        int drawn = looks.pick(weights, 0);
        Distribution distribution = Distribution.values()[drawn % DISTRIBUTIONS.length];
        double radius = switch (distribution) {
            case GROUPED -> looks.between(4, 8, 1);
            case LINEAR -> looks.between(6, 11, 1);
            case REGIONAL, SEGMENTAL -> looks.between(9, 14, 1);
        };
        int count = FEWEST_GRAINS + (int) looks.key().below(GRAIN_RANGE, 2);
        return place(draw, radius).map(place -> new CalcificationCluster(place, radius, count,
                grain(new Draw(draw.key().child("size"))), Morphology.values()[drawn / DISTRIBUTIONS.length],
                distribution, nature, draw.key().child("form")));
    }

    private Optional<BreastPoint> place(Draw draw, double room) {
        return placement.draw(new Draw(draw.key().child("place")), room, GAP);
    }

    private static double part(Nature nature, double likelihood) {
        return nature == Nature.MALIGNANT ? likelihood : 1 - likelihood;
    }
}
