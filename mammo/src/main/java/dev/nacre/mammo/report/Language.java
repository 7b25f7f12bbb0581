package dev.nacre.mammo.report;

import java.util.Locale;

/** The languages whose reports can be read; each has a table of words of its own beside the classes. */
public enum Language {
    DUTCH("nl"),
    PORTUGUESE("pt"),
    CHINESE("zh"),
    ENGLISH("en"),
    SPANISH("es");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** The two letters of ISO 639-1. */
    public String code() {
        return code;
    }

    /** The language as people write it: {@code Dutch}. */
    @Override
    public String toString() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
