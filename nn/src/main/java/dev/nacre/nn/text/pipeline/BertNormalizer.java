package dev.nacre.nn.text.pipeline;

import java.text.Normalizer.Form;

/**
 * What BERT does to a text before splitting it (Devlin et al. 2018, released code), in the accelerated variant.
 *
 * @param clean        control characters vanish, every kind of white space becomes a space
 * @param ideographs   each Chinese character gets a space on either side
 * @param stripAccents letters are decomposed and their non-spacing marks dropped
 * @param lowercase    letters are lower-cased
 */
public record BertNormalizer(boolean clean, boolean ideographs, boolean stripAccents, boolean lowercase)
        implements Normalizer {
    private static final Normalizer DECOMPOSED = new UnicodeForm(Form.NFD);
    private static final Normalizer LOWERCASE = new Lowercase();
    private static final int REPLACEMENT = 0xFFFD;

    /** BERT's own, with everything on or without accents and case being touched. */
    public static BertNormalizer of(boolean lowercase) {
        return new BertNormalizer(true, true, lowercase, lowercase);
    }

    @Override
    public String normalize(String text) {
        String result = clean ? cleaned(text) : text;
        result = ideographs ? spaced(result) : result;
        result = stripAccents ? StripMarks.NON_SPACING.normalize(DECOMPOSED.normalize(result)) : result;
        return lowercase ? LOWERCASE.normalize(result) : result;
    }

    private static String cleaned(String text) {
        if (text.chars().allMatch(unit -> unit >= ' ' && unit < 127)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isSpace(character)) {
                clean.append(' ');
            } else if (character != REPLACEMENT && !isControl(character)) {
                clean.appendCodePoint(character);
            }
        });
        return clean.toString();
    }

    /** Of the control characters, these three alone count as white space. */
    private static boolean isSpace(int character) {
        return character == '\t' || character == '\n' || character == '\r' || Character.isSpaceChar(character);
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private static String spaced(String text) {
        if (text.chars().noneMatch(unit -> unit >= 0x3400)) {
            return text;
        }
        StringBuilder spaced = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            if (isIdeograph(character)) {
                spaced.append(' ').appendCodePoint(character).append(' ');
            } else {
                spaced.appendCodePoint(character);
            }
        });
        return spaced.toString();
    }

    /**
     * The blocks that BERT treats as Chinese: unified ideographs, extensions A to E, compatibility ones. The
     * accelerated variant leaves the first 256 of extension E out, and so does this.
     */
    static boolean isIdeograph(int character) {
        return character >= 0x4E00 && character <= 0x9FFF
                || character >= 0x3400 && character <= 0x4DBF
                || character >= 0x20000 && character <= 0x2A6DF
                || character >= 0x2A700 && character <= 0x2B81F
                || character >= 0x2B920 && character <= 0x2CEAF
                || character >= 0xF900 && character <= 0xFAFF
                || character >= 0x2F800 && character <= 0x2FA1F;
    }
}
