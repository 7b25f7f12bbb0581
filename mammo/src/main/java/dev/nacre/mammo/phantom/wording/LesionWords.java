package dev.nacre.mammo.phantom.wording;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.phantom.breast.ArchitecturalDistortion;
import dev.nacre.mammo.phantom.breast.Asymmetry;
import dev.nacre.mammo.phantom.breast.BreastPoint;
import dev.nacre.mammo.phantom.breast.BreastShape;
import dev.nacre.mammo.phantom.breast.CalcificationCluster;
import dev.nacre.mammo.phantom.breast.Lesion;
import dev.nacre.mammo.phantom.breast.Mass;
import dev.nacre.mammo.phantom.population.ExamBreast;
import dev.nacre.mammo.phantom.population.ExamLesion;
import dev.nacre.mammo.phantom.population.History;
import dev.nacre.mammo.report.Attribute;
import dev.nacre.mammo.report.FindingKind;
import dev.nacre.mammo.report.Location;
import dev.nacre.mammo.report.Presence;
import dev.nacre.mammo.report.ReportFinding;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A lesion in the words of reports. */
public final class LesionWords {
    private static final double FRONT = 0.6;
    private static final double BACK = 0.3;

    private LesionWords() {
    }

    /** Shape and margin, or form and arrangement: such as "oval circumscribed" or "grouped amorphous". */
    public static String appearance(Lesion lesion) {
        return switch (lesion) {
            case Mass mass -> word(mass.shape()) + " " + word(mass.margin());
            case CalcificationCluster cluster -> word(cluster.distribution()) + " " + word(cluster.morphology());
            case ArchitecturalDistortion distortion -> "";
            case Asymmetry asymmetry -> "";
        };
    }

    /** The lesion as the parser of reports would return it. */
    public static ReportFinding finding(ExamLesion lesion, ExamBreast breast) {
        return new ReportFinding(kind(lesion), Set.of(breast.laterality()), Presence.PRESENT,
                attributes(lesion.lesion()), Set.of(region(lesion.lesion().place()),
                        depth(lesion.lesion().place(), breast.breast().shape())), Optional.empty());
    }

    private static FindingKind kind(ExamLesion lesion) {
        return switch (lesion.lesion().kind()) {
            case MASS -> FindingKind.MASS;
            case CALCIFICATION -> FindingKind.CALCIFICATION;
            case DISTORTION -> FindingKind.DISTORTION;
            case ASYMMETRY -> lesion.history() == History.LARGER || lesion.history() == History.NEW
                    ? FindingKind.DEVELOPING_ASYMMETRY : FindingKind.FOCAL_ASYMMETRY;
        };
    }

    private static Set<Attribute> attributes(Lesion lesion) {
        Set<Attribute> attributes = EnumSet.noneOf(Attribute.class);
        switch (lesion) {
            case Mass mass -> {
                switch (mass.shape()) {
                    case ROUND -> attributes.add(Attribute.ROUND);
                    case OVAL -> attributes.add(Attribute.OVAL);
                    case IRREGULAR -> attributes.add(Attribute.IRREGULAR);
                    case LOBULATED -> {
                        // The fifth edition has no word for it.
                    }
                }
                attributes.add(Attribute.valueOf(mass.margin().name()));
            }
            case CalcificationCluster cluster -> {
                attributes.add(switch (cluster.morphology()) {
                    case ROUND -> Attribute.ROUND;
                    case AMORPHOUS -> Attribute.AMORPHOUS;
                    case COARSE_HETEROGENEOUS -> Attribute.HETEROGENEOUS;
                    case FINE_PLEOMORPHIC -> Attribute.PLEOMORPHIC;
                    case FINE_LINEAR -> Attribute.FINE_LINEAR;
                });
                attributes.add(Attribute.valueOf(cluster.distribution().name()));
            }
            case ArchitecturalDistortion distortion -> {
            }
            case Asymmetry asymmetry -> {
            }
        }
        return attributes;
    }

    private static Location region(BreastPoint place) {
        String region = place.region();
        return region.startsWith("central") ? Location.CENTRAL
                : Location.valueOf(region.substring(0, region.lastIndexOf(' ')).replace(' ', '_')
                        .toUpperCase(Locale.ROOT));
    }

    private static Location depth(BreastPoint place, BreastShape shape) {
        double part = place.forward() / shape.depth();
        return part > FRONT ? Location.ANTERIOR : part < BACK ? Location.POSTERIOR : Location.MIDDLE;
    }

    /** Such as "middle depth". */
    static String depthWords(ExamLesion lesion, ExamBreast breast) {
        return word(depth(lesion.lesion().place(), breast.breast().shape())) + " depth";
    }

    static String side(Laterality laterality) {
        return word(laterality);
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String withArticle(String words) {
        return ("aeiou".indexOf(words.charAt(0)) >= 0 ? "an " : "a ") + words;
    }
}
