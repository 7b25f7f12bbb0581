package dev.nacre.mammo.report;

/** Whether a finding that a sentence names is there. */
public enum Presence {
    PRESENT,
    /** Named in doubt, as in "possible mass" or "a mass cannot be excluded". */
    POSSIBLE,
    /** Denied, or gone since the pictures before. */
    ABSENT
}
