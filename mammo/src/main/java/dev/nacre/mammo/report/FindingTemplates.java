package dev.nacre.mammo.report;

import dev.nacre.core.Key;
import dev.nacre.mammo.data.DensityClass;
import dev.nacre.nn.InputException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * English sentences from findings, for data sets that have labels and no reports; a key picks among several wordings. A
 * sentence speaks of one finding, so that none is both positive and negative, and {@link ReportParser} reads exactly
 * what was put in.
 */
public final class FindingTemplates {
    private static final List<String> PRESENT = List.of("There is %s%s.", "%s is seen%s.", "The image shows %s%s.",
            "We note %s%s.", "Visible is %s%s.");
    private static final List<String> ABSENT = List.of("There is no %s%s.", "No %s is seen%s.", "No sign of any %s%s.",
            "The image is without %s%s.", "Free of %s%s.");
    private static final List<String> ASSESSED = List.of("BI-RADS %s%s.", "Assessment: BI-RADS category %s%s.",
            "This study is BI-RADS %s%s.");
    private static final Map<DensityClass, List<String>> DENSITIES = Map.of(
            DensityClass.A, List.of("The breasts are almost entirely fatty.", "Breast density: type A."),
            DensityClass.B, List.of("Scattered fibroglandular densities.", "Breast density: type B."),
            DensityClass.C, List.of("The tissue is heterogeneously dense.", "Breast density: type C."),
            DensityClass.D, List.of("The tissue is extremely dense.", "Breast density: type D."));
    private static final Map<Attribute, String> UNUSUAL = Map.of(Attribute.FINE_LINEAR, "fine linear branching",
            Attribute.LINEAR, "linear", Attribute.MILK_OF_CALCIUM, "milk of calcium", Attribute.ROD, "rod-like",
            Attribute.HETEROGENEOUS, "coarse heterogeneous");

    private FindingTemplates() {
    }

    /** A sentence about one finding. */
    public static String sentence(ReportFinding finding, Key key) {
        Set<Attribute> attributes = finding.attributes().isEmpty() ? EnumSet.noneOf(Attribute.class)
                : EnumSet.copyOf(finding.attributes());
        for (Attribute attribute : attributes) {
            if (!attribute.suits(finding.kind())) {
                throw new InputException("a " + words(finding.kind().name()) + " cannot be " + words(attribute.name())
                        + "; leave that attribute out");
            }
        }
        String noun = attributes.stream().map(attribute -> UNUSUAL.getOrDefault(attribute, words(attribute.name()))
                + " ").collect(Collectors.joining()) + noun(finding.kind());
        List<String> wordings = finding.isAbsent() ? ABSENT : PRESENT;
        String text = pick(wordings, key).formatted(finding.isAbsent() ? noun : article(finding.kind(), noun),
                place(finding, key.child("place")));
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    /** A sentence about an assessment. */
    public static String sentence(Assessment assessment, Key key) {
        return pick(ASSESSED, key).formatted(assessment.category().code(),
                side(SideTerm.of(assessment.sides()), key.child("place")));
    }

    /** A sentence about the density. */
    public static String sentence(DensityClass density, Key key) {
        return pick(DENSITIES.get(density), key);
    }

    private static String noun(FindingKind kind) {
        return switch (kind) {
            case CALCIFICATION -> "calcifications";
            case DISTORTION -> "architectural distortion";
            case SKIN_CHANGE -> "skin thickening";
            case NIPPLE_CHANGE -> "nipple retraction";
            case SURGICAL_CHANGE -> "scar";
            case CLIP -> "biopsy clip";
            default -> words(kind.name());
        };
    }

    private static String article(FindingKind kind, String noun) {
        return switch (kind) {
            case CALCIFICATION, DISTORTION, SKIN_CHANGE, NIPPLE_CHANGE -> noun;
            default -> ("aeiou".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
        };
    }

    private static String place(ReportFinding finding, Key key) {
        Set<Location> locations = finding.locations().isEmpty() ? EnumSet.noneOf(Location.class)
                : EnumSet.copyOf(finding.locations());
        String places = locations.stream().map(FindingTemplates::location).collect(Collectors.joining());
        return places + side(SideTerm.of(finding.sides()), key);
    }

    private static String location(Location location) {
        return switch (location) {
            case UPPER_OUTER, UPPER_INNER, LOWER_OUTER, LOWER_INNER ->
                    " in the " + words(location.name()) + " quadrant";
            case ANTERIOR, MIDDLE, POSTERIOR -> " at " + words(location.name()) + " depth";
            case AXILLARY -> " in the axilla";
            default -> " in the " + words(location.name()) + " part";
        };
    }

    private static String side(SideTerm side, Key key) {
        return switch (side) {
            case LEFT, RIGHT -> pick(List.of(" of the %s breast", " in the %s breast", " on the %s"), key)
                    .formatted(words(side.name()));
            case BILATERAL -> pick(List.of(" in both breasts", " on both sides"), key);
            case UNKNOWN -> "";
        };
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String pick(List<String> wordings, Key key) {
        return wordings.get((int) key.below(wordings.size(), 0));
    }
}
