package dev.nacre.nn.text.pipeline;

/** What becomes of the places at which a text is split; with {@code -} as the place, of {@code the-final--word}. */
enum SplitBehavior {
    /** {@code the final word}. */
    REMOVED,
    /** {@code the - final - - word}. */
    ISOLATED,
    /** {@code the- final- - word}. */
    MERGED_WITH_PREVIOUS,
    /** {@code the -final - -word}. */
    MERGED_WITH_NEXT,
    /** {@code the - final -- word}. */
    CONTIGUOUS;

    static SplitBehavior read(Section section, String key) {
        String name = section.text(key);
        return switch (name) {
            case "Removed" -> REMOVED;
            case "Isolated" -> ISOLATED;
            case "MergedWithPrevious" -> MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> MERGED_WITH_NEXT;
            case "Contiguous" -> CONTIGUOUS;
            default -> throw section.refusal("the behavior " + Section.quoted(name) + " is not supported; Nacre "
                    + "reads Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous");
        };
    }
}
