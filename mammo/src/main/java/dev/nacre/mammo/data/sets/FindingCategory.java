package dev.nacre.mammo.data.sets;

import java.util.Locale;
import java.util.Optional;

/** Kinds of findings, the same for all sets. */
public enum FindingCategory {
    MASS,
    CALCIFICATION,
    ARCHITECTURAL_DISTORTION,
    ASYMMETRY,
    FOCAL_ASYMMETRY,
    GLOBAL_ASYMMETRY,
    LYMPH_NODE,
    NIPPLE_RETRACTION,
    SKIN_RETRACTION,
    SKIN_THICKENING,
    SPICULATED_REGION,
    /** A lesion of which the set does not say what kind it is. */
    UNSPECIFIED;

    /**
     * The kind that a set's words name. Case, plural and underscores do not matter, nor does the word suspicious before
     * calcifications and lymph nodes.
     */
    public static Optional<FindingCategory> named(String words) {
        String plain = words.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replaceAll("\\s+", " ")
                .replaceFirst("^suspicious ", "");
        return Optional.ofNullable(switch (plain) {
            case "mass", "masses" -> MASS;
            case "calcification", "calcifications", "microcalcification", "microcalcifications" -> CALCIFICATION;
            case "architectural distortion", "distortion" -> ARCHITECTURAL_DISTORTION;
            // Both spellings stand in published annotations.
            case "asymmetry", "assymetry" -> ASYMMETRY;
            case "focal asymmetry" -> FOCAL_ASYMMETRY;
            case "global asymmetry" -> GLOBAL_ASYMMETRY;
            case "lymph node", "lymph nodes" -> LYMPH_NODE;
            case "nipple retraction" -> NIPPLE_RETRACTION;
            case "skin retraction" -> SKIN_RETRACTION;
            case "skin thickening" -> SKIN_THICKENING;
            case "spiculated region" -> SPICULATED_REGION;
            default -> null;
        });
    }
}
