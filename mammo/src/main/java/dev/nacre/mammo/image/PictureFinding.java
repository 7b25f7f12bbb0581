package dev.nacre.mammo.image;

/**
 * Something about a mammogram that a person should know before a model sees it.
 *
 * @param code a word for tables, such as {@code upside-down}; stays the same over versions
 * @param sentence what was found, and what to do
 * @param refuses whether a model's answer for this picture would mean nothing
 */
public record PictureFinding(String code, String sentence, boolean refuses) {
    /** Of a picture that can be used all the same. */
    static PictureFinding report(String code, String sentence) {
        return new PictureFinding(code, sentence, false);
    }

    /** Of a picture that cannot be used. */
    static PictureFinding refusal(String code, String sentence) {
        if (!PictureGuards.REFUSALS.contains(code)) {
            throw new IllegalArgumentException("a refusal's code is told in advance, but " + code + " is not");
        }
        return new PictureFinding(code, sentence, true);
    }
}
