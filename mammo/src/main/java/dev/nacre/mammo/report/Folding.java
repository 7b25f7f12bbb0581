package dev.nacre.mammo.report;

import java.text.Normalizer;

/**
 * Text made alike, letter for letter, so that places in it stay what they were: lower case, no accents, Latin forms of
 * the wide letters, digits and punctuation of Chinese text.
 */
final class Folding {
    private static final int LATIN_END = 0x0250;
    private static final int WIDE_FIRST = 0xFF01;
    private static final int WIDE_LAST = 0xFF5E;
    private static final int WIDE_OFFSET = 0xFEE0;
    private static final char[] LATIN = latin();

    private Folding() {
    }

    static String fold(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = fold(folded[i]);
        }
        return new String(folded);
    }

    static char fold(char letter) {
        if (letter < LATIN_END) {
            return LATIN[letter];
        }
        if (letter >= WIDE_FIRST && letter <= WIDE_LAST) {
            return LATIN[letter - WIDE_OFFSET];
        }
        return switch (letter) {
            case '\u3002', '\uFF61' -> '.';
            case '\u3000' -> ' ';
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014' -> '-';
            case '\u2018', '\u2019' -> '\'';
            default -> Character.toLowerCase(letter);
        };
    }

    /** A mark that stands on the letter before it, as in text whose accents are separate characters. */
    static boolean isMark(char letter) {
        return letter >= '\u0300' && letter <= '\u036F';
    }

    /** A character of a script that writes without spaces between words. */
    static boolean isHan(char letter) {
        return letter >= '\u2E80' && Character.isIdeographic(letter);
    }

    private static char[] latin() {
        char[] table = new char[LATIN_END];
        for (int i = 0; i < LATIN_END; i++) {
            char lower = Character.toLowerCase((char) i);
            String parts = Normalizer.normalize(String.valueOf(lower), Normalizer.Form.NFD);
            table[i] = Character.isLetter(lower) ? parts.charAt(0) : lower;
        }
        return table;
    }
}
