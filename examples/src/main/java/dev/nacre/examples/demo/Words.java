package dev.nacre.examples.demo;

import java.util.Locale;

/** Texts as people read them. */
final class Words {
    private Words() {
    }

    /** The first letter large, to begin a line. */
    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
