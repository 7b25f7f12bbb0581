package dev.nacre.nn.text.pipeline;

/** Which characters count as what, where published tokenizers ask; all by code point. */
final class CharacterKinds {
    private CharacterKinds() {
    }

    /** Unicode's property White_Space. */
    static boolean isSpace(int character) {
        return character >= 0x09 && character <= 0x0D || character == 0x85 || Character.isSpaceChar(character);
    }

    /** Letters, marks, decimal digits, connectors and joiners: {@code \w} of Unicode Technical Standard 18. */
    static boolean isWord(int character) {
        return Character.isAlphabetic(character) || isMark(character)
                || switch (Character.getType(character)) {
                    case Character.DECIMAL_DIGIT_NUMBER, Character.CONNECTOR_PUNCTUATION -> true;
                    default -> character == 0x200C || character == 0x200D;
                };
    }

    /** Marks of every kind. */
    static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** Digits and all other numbers, such as Roman ones and fractions. */
    static boolean isNumber(int character) {
        return switch (Character.getType(character)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }

    /** Punctuation, and all symbols of ASCII ($, +, ^, …), which BERT counts as such although Unicode does not. */
    static boolean isPunctuation(int character) {
        if (character < 128) {
            return character > 32 && character < 127 && !Character.isLetterOrDigit(character);
        }
        return switch (Character.getType(character)) {
            case Character.CONNECTOR_PUNCTUATION, Character.DASH_PUNCTUATION, Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> false;
        };
    }
}
