package dev.nacre.mammo.data.sets;

/** How a picture was made: models that learned from one kind do worse on another. */
public enum PictureKind {
    /** Full-field digital mammogram. */
    DIGITAL,
    /** Film that was scanned. */
    FILM,
    /** The low-energy picture of a contrast-enhanced examination, close to an ordinary mammogram. */
    LOW_ENERGY,
    /** What contrast medium adds: the difference of two energies. */
    SUBTRACTED,
    /** Computed from tomosynthesis. */
    SYNTHETIC,
    /** The set does not say. */
    UNKNOWN
}
