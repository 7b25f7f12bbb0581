package dev.nacre.nn.text.pipeline;

/**
 * Lower-cases each character on its own: unlike {@link String#toLowerCase}, a capital sigma becomes the same letter
 * everywhere, also at the end of a word.
 */
record Lowercase() implements Normalizer {
    private static final int CAPITAL_I_WITH_DOT = 0x130;

    @Override
    public String normalize(String text) {
        int first = firstThatChanges(text);
        if (first == text.length()) {
            return text;
        }
        StringBuilder lower = new StringBuilder(text.length() + 1).append(text, 0, first);
        for (int at = first; at < text.length();) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (character == CAPITAL_I_WITH_DOT) {
                lower.append("i\u0307");
            } else {
                lower.appendCodePoint(Character.toLowerCase(character));
            }
        }
        return lower.toString();
    }

    private static int firstThatChanges(String text) {
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (Character.toLowerCase(character) != character) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }
}
