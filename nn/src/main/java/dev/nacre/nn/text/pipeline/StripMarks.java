package dev.nacre.nn.text.pipeline;

import java.util.function.IntPredicate;

/** Drops marks, such as accents that a decomposition has parted from their letters. */
record StripMarks(IntPredicate dropped) implements Normalizer {
    /** Marks of every kind. */
    static final StripMarks ALL = new StripMarks(CharacterKinds::isMark);
    /** Marks that take no room of their own, as BERT does. */
    static final StripMarks NON_SPACING = new StripMarks(
            character -> Character.getType(character) == Character.NON_SPACING_MARK);
    /** No mark has a smaller number. */
    private static final int FIRST_MARK = 0x300;

    @Override
    public String normalize(String text) {
        if (text.chars().allMatch(unit -> unit < FIRST_MARK)) {
            return text;
        }
        StringBuilder bare = new StringBuilder(text.length());
        text.codePoints().filter(dropped.negate()).forEach(bare::appendCodePoint);
        return bare.toString();
    }
}
