package dev.nacre.mammo.data;

/** The two standard projections of a screening mammogram. */
public enum View {
    /** Craniocaudal: from above. */
    CC,
    /** Mediolateral oblique: from the side, at an angle. */
    MLO
}
