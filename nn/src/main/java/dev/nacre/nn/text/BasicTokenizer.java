package dev.nacre.nn.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Splits text into words and punctuation marks as BERT's basic tokenizer does: control characters vanish, every kind
 * of white space separates, each CJK ideograph and each punctuation mark is a word of its own. With {@code
 * lowerCase}, letters are lower-cased and accents removed (canonical decomposition, then all non-spacing marks are
 * dropped); without it, letters stay as they are.
 *
 * <p>Source: Devlin et al., "BERT", 2018, released code; the accelerated variant, which does not compose characters.
 *
 * @param lowerCase whether to lower-case and to remove accents
 */
public record BasicTokenizer(boolean lowerCase) {

    /** The words and punctuation marks of a text, in order. */
    public List<String> words(String text) {
        String clean = clean(text);
        if (lowerCase) {
            clean = withoutAccents(clean).toLowerCase(Locale.ROOT);
        }
        return split(clean);
    }

    static boolean isPunctuation(int character) {
        // BERT counts all ASCII symbols ($, +, ^, ...) as punctuation although Unicode does not.
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

    /** The blocks that BERT treats as Chinese: unified ideographs, extensions A to E, compatibility ones. */
    static boolean isIdeograph(int character) {
        return character >= 0x4E00 && character <= 0x9FFF
                || character >= 0x3400 && character <= 0x4DBF
                || character >= 0x20000 && character <= 0x2A6DF
                || character >= 0x2A700 && character <= 0x2CEAF
                || character >= 0xF900 && character <= 0xFAFF
                || character >= 0x2F800 && character <= 0x2FA1F;
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isSpace(character)) {
                clean.append(' ');
            } else if (isIdeograph(character)) {
                clean.append(' ').appendCodePoint(character).append(' ');
            } else if (character != 0xFFFD && !isControl(character)) {
                clean.appendCodePoint(character);
            }
        });
        return clean.toString();
    }

    private static boolean isSpace(int character) {
        return character == '\t' || character == '\n' || character == '\r' || Character.isSpaceChar(character);
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static String withoutAccents(String text) {
        StringBuilder bare = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFD).codePoints()
                .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }

    private static List<String> split(String clean) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        clean.codePoints().forEach(character -> {
            boolean space = character == ' ';
            boolean punctuation = isPunctuation(character);
            if ((space || punctuation) && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
            if (punctuation) {
                words.add(Character.toString(character));
            } else if (!space) {
                word.appendCodePoint(character);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
