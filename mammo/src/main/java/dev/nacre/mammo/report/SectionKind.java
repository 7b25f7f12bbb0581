package dev.nacre.mammo.report;

import java.util.Locale;

/** What a part of a report is about. */
public enum SectionKind {
    HISTORY,
    TECHNIQUE,
    COMPARISON,
    FINDINGS,
    IMPRESSION,
    RECOMMENDATION,
    /** Text before the first heading. */
    OTHER;

    String key() {
        return "heading." + name().toLowerCase(Locale.ROOT);
    }
}
