package dev.nacre.mammo.data;

/** Which breast. */
public enum Laterality {
    LEFT,
    RIGHT,
    /** The table does not say. */
    UNKNOWN
}
