package dev.nacre.mammo.phantom;

import java.util.Locale;

/** What a patient is for. */
public enum Split {
    TRAINING, VALIDATION,
    /** Held out until the model is finished. */
    TEST;

    /** As tables say it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Split ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
