package dev.nacre.mammo.phantom.population;

/** What a reader knows of a lesion besides its looks. */
public enum History {
    /** There are no earlier pictures. */
    FIRST_SEEN,
    /** No earlier exam reported it. */
    NEW,
    /** Its diameter or number has grown by a fifth or more since the exam before. */
    LARGER,
    /** As it was, for less than two years. */
    UNCHANGED,
    /** As it was two years ago or longer. */
    STABLE,
    /** A biopsy or an operation said that it is benign. */
    PROVEN_BENIGN,
    /** A biopsy said that it is malignant; it is not treated yet. */
    PROVEN_MALIGNANT
}
