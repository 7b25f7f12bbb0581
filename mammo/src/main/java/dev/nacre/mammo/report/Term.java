package dev.nacre.mammo.report;

import java.util.Locale;

/** What a word or phrase of a report can stand for; the tables of all languages use the same keys. */
public sealed interface Term permits SideTerm, FindingKind, Attribute, Location, DensityTerm, AssessmentWord, Change,
        Leak, Cue {
    /** The constant's name. */
    String name();

    /** What stands before the point in a key, such as {@code finding}. */
    String family();

    /** The key in the tables of words, such as {@code finding.focal-asymmetry}. */
    default String key() {
        return family() + "." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
