package dev.nacre.nn.text.pipeline;

/**
 * A token that is found in the text before it is split into words.
 *
 * @param single     only where no word character touches it
 * @param leftStrip  takes the white space before it
 * @param rightStrip takes the white space after it
 * @param normalized sought in the normalised text, not in the original
 */
record AddedToken(String content, int id, boolean single, boolean leftStrip, boolean rightStrip, boolean normalized) {
    static AddedToken read(Section section) {
        section.only("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        return new AddedToken(section.brief("content"), section.count("id"), section.flag("single_word", false),
                section.flag("lstrip", false), section.flag("rstrip", false), section.flag("normalized", false));
    }

    /** A mark that stands for itself wherever it is written, such as {@code [MASK]}. */
    static AddedToken mark(String content, int id) {
        return new AddedToken(content, id, false, false, false, false);
    }

    /** Whether it counts at this place of a text. */
    boolean fits(String text, int from, int to) {
        return !single || !(from > 0 && CharacterKinds.isWord(text.codePointBefore(from)))
                && !(to < text.length() && CharacterKinds.isWord(text.codePointAt(to)));
    }

    /** Where it starts with the white space that it takes, not before {@code least}. */
    int start(String text, int from, int least) {
        int start = from;
        while (leftStrip && start > least && CharacterKinds.isSpace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** Where it ends with the white space that it takes. */
    int end(String text, int to) {
        int end = to;
        while (rightStrip && end < text.length() && CharacterKinds.isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
