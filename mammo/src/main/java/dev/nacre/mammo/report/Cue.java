package dev.nacre.mammo.report;

/** Words that say nothing of a breast but how to read the others. */
enum Cue implements Term {
    /** What follows is denied, up to the end of the clause. */
    NEGATION,
    /** What came before in the clause is denied. */
    DENIED_BEFORE,
    /** Looks like a denial and is none. */
    NO_NEGATION,
    /** What follows is doubted or, where no finding follows, what came before. */
    DOUBT,
    /** What came before is doubted. */
    DOUBTED_BEFORE,
    /** What stands beside it between commas might hide in dense tissue, and was not seen. */
    MAY_HIDE,
    /** Begins a clause. */
    BREAK,
    AND,
    OR,
    COMMA,
    /** Denied, it says that all is well; alone it says nothing. */
    ABNORMALITY,
    /** A number comes: the assessment. */
    BIRADS,
    /** As the one above where its number stands next to it; also between such a word and its number or letter. */
    CATEGORY,
    /** A letter comes: the density. */
    DENSITY,
    /** May stand between such a word and its number or letter. */
    FILLER;

    @Override
    public String family() {
        return "cue";
    }
}
