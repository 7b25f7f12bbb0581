package dev.nacre.mammo.phantom.population;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Incidental;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Nature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Draws what there is in a breast. How many blobs and how many small calcifications it shows does not depend on its
 * labels: a mass takes the place of a glandular island, and a group gathers calcifications that otherwise lie apart.
 * What is bright, and how much of it there is, therefore says little; form and grouping do.
 */
final class BreastPlan {
    private static final int FEWEST_GRAINS = 16;
    private static final int GRAIN_RANGE = 12;
    /** Nearer together, two single calcifications might look like the begin of a group; in millimetres. */
    private static final double APART = 9;
    private static final double GAP = 2;
    /** Denser breasts get more cancers; the mean over all women is 1. */
    private static final double[] RISK = {0.8, 0.95, 1.05, 1.2};
    /** Of what looks like a mere asymmetry, little is malignant. */
    private static final double ASYMMETRY_RISK = 0.3;
    private static final double SCARS = 0.6;
    private static final double CLIP_LENGTH = 3;

    private final PhantomSettings settings;
    private final int age;
    private final Key key;
    private final Placement placement;
    private final LesionDraw lesionDraw;
    private final List<LesionCourse> lesions = new ArrayList<>();
    private final List<IncidentalCourse> incidentals = new ArrayList<>();

    BreastPlan(PhantomSettings settings, BreastShape shape, int age, Key key) {
        this.settings = settings;
        this.age = age;
        this.key = key;
        placement = new Placement(shape);
        lesionDraw = new LesionDraw(placement, settings.visibility());
    }

    BreastCourse draw(Laterality laterality, BreastShape shape, double glandular, double implantSince) {
        boolean clip = key.uniform(0) < settings.exams().clips();
        DensityClass density = GlandularShare.densityOf(glandular);
        for (Lesion.Kind kind : Lesion.Kind.values()) {
            lesion(kind, density, clip);
        }
        if (clip) {
            clip();
        }
        islands();
        singleCalcifications();
        sometimes(Incidental.Kind.COARSE_CALCIFICATION, 0.35, 1.2, 2.8);
        sometimes(Incidental.Kind.VESSEL_CALCIFICATION, Math.clamp((age - 45) * 0.012, 0.03, 0.4), 20, 40);
        sometimes(Incidental.Kind.SKIN_LESION, 0.25, 1.5, 3.5);
        sometimes(Incidental.Kind.LYMPH_NODE, 0.35, 3, 6);
        Optional<BreastPoint> skin = placement.draw(new Draw(key.child("skin")), 1, -1000);
        return new BreastCourse(laterality, shape, glandular, lesions, incidentals, skin, implantSince,
                key.child("tissue"));
    }

    private double prevalence(Lesion.Kind kind) {
        return switch (kind) {
            case MASS -> settings.lesions().mass();
            case CALCIFICATION -> settings.lesions().calcification();
            case DISTORTION -> settings.lesions().distortion();
            case ASYMMETRY -> settings.lesions().asymmetry();
        };
    }

    private void lesion(Lesion.Kind kind, DensityClass density, boolean clip) {
        Draw draw = new Draw(key.child("lesion").child(kind.ordinal()));
        if (!draw.happens(prevalence(kind), 0)) {
            return;
        }
        double malignant = settings.lesions().malignant() * RISK[density.ordinal()]
                * (kind == Lesion.Kind.ASYMMETRY ? ASYMMETRY_RISK : 1);
        Nature nature = draw.happens(malignant, 1) ? Nature.MALIGNANT : Nature.BENIGN;
        lesionDraw.draw(kind, nature, draw).ifPresent(lesion -> {
            boolean scar = kind == Lesion.Kind.DISTORTION && nature == Nature.BENIGN && draw.happens(SCARS, 2);
            boolean proven = clip && draw.happens(0.5, 3);
            // A cancer is operated on soon after the biopsy; what is benign stays.
            double provenSince = scar ? draw.between(0.5, 8, 4) : !proven ? 0
                    : nature == Nature.MALIGNANT ? draw.between(0.02, 0.1, 4) : draw.between(0.3, 6, 4);
            double doublingYears = scar ? Double.POSITIVE_INFINITY
                    : Growth.doublingYears(nature, age, new Draw(draw.key().child("years")));
            lesions.add(new LesionCourse(lesions.size() + 1, lesion, doublingYears,
                    scar ? provenSince : Double.POSITIVE_INFINITY, provenSince));
        });
    }

    /** In the lesion that was biopsied, or somewhere else. */
    private void clip() {
        Draw draw = new Draw(key.child("clip"));
        Optional<LesionCourse> proven = lesions.stream().filter(course -> course.provenSince() > 0
                && course.current().kind() != Lesion.Kind.DISTORTION).findFirst();
        Optional<BreastPoint> place = proven.isPresent() ? proven.map(course -> course.current().place())
                : placement.draw(draw, CLIP_LENGTH, GAP);
        place.ifPresent(point -> incidentals.add(new IncidentalCourse(
                new Incidental(Incidental.Kind.CLIP, point, CLIP_LENGTH, draw.key()),
                proven.map(LesionCourse::provenSince).orElse(draw.between(0.3, 8, 500)))));
    }

    private void islands() {
        long masses = lesions.stream().filter(course -> course.current().kind() == Lesion.Kind.MASS).count();
        long blobs = 1 + key.below(3, 1);
        for (long island = masses; island < blobs; island++) {
            Key own = key.child("island").child(island);
            add(Incidental.Kind.GLANDULAR_ISLAND, LesionDraw.massRadius(new Draw(own)), GAP, own);
        }
    }

    private void singleCalcifications() {
        int grouped = lesions.stream().map(LesionCourse::current).mapToInt(lesion ->
                lesion instanceof CalcificationCluster cluster ? cluster.count() : 0).sum();
        long grains = FEWEST_GRAINS + key.below(GRAIN_RANGE, 2);
        for (long grain = grouped; grain < grains; grain++) {
            Key own = key.child("grain").child(grain);
            double radius = lesionDraw.grain(new Draw(own)) / 2;
            placement.draw(new Draw(own.child(1)), APART / 2, 0).ifPresent(place -> incidentals.add(
                    new IncidentalCourse(new Incidental(Incidental.Kind.SINGLE_CALCIFICATION, place, radius, own),
                            Double.POSITIVE_INFINITY)));
        }
    }

    private void sometimes(Incidental.Kind kind, double probability, double least, double most) {
        Draw draw = new Draw(key.child("incidental").child(kind.ordinal()));
        if (draw.happens(probability, 0)) {
            add(kind, draw.between(least, most, 1), GAP, draw.key());
        }
    }

    private void add(Incidental.Kind kind, double size, double gap, Key own) {
        // A vessel may run past other things; only its middle keeps its distance.
        double room = kind == Incidental.Kind.VESSEL_CALCIFICATION ? 5 : size;
        Draw draw = new Draw(own.child(1));
        Optional<BreastPoint> place = kind == Incidental.Kind.LYMPH_NODE ? placement.drawNode(draw, room, gap)
                : placement.draw(draw, room, gap);
        place.ifPresent(point -> incidentals.add(new IncidentalCourse(new Incidental(kind, point, size, own),
                Double.POSITIVE_INFINITY)));
    }
}
