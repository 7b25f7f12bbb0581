package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Pathology;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The abbreviations by which MIAS, and DMID after it, classify an abnormality.
 *
 * @param categories what kind; none for a normal picture
 * @param words further words on it
 */
record MiasWords(List<FindingCategory> categories, List<String> words) {
    /** What an abbreviation means; nothing for any other word. */
    static Optional<MiasWords> of(String abbreviation) {
        return Optional.ofNullable(switch (abbreviation.toUpperCase(Locale.ROOT)) {
            case "CALC" -> new MiasWords(List.of(FindingCategory.CALCIFICATION), List.of());
            case "CIRC" -> new MiasWords(List.of(FindingCategory.MASS), List.of("circumscribed"));
            case "SPIC" -> new MiasWords(List.of(FindingCategory.MASS), List.of("spiculated"));
            case "MISC" -> new MiasWords(List.of(FindingCategory.MASS), List.of("ill-defined"));
            case "ARCH" -> new MiasWords(List.of(FindingCategory.ARCHITECTURAL_DISTORTION), List.of());
            case "ASYM" -> new MiasWords(List.of(FindingCategory.ASYMMETRY), List.of());
            case "NORM" -> new MiasWords(List.of(), List.of());
            default -> null;
        });
    }

    /** The letter for severity. */
    static Optional<Pathology> severity(String letter) {
        return switch (letter.toUpperCase(Locale.ROOT)) {
            case "M" -> Optional.of(Pathology.MALIGNANT);
            case "B" -> Optional.of(Pathology.BENIGN);
            case "N" -> Optional.of(Pathology.NORMAL);
            default -> Optional.empty();
        };
    }
}
