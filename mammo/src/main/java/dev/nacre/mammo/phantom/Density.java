package dev.nacre.mammo.phantom;

/** How much of a breast is glandular tissue, in four classes after the common reporting scale. */
public enum Density {
    /** Almost entirely fat. */
    A(-1.15),
    /** Scattered glandular tissue. */
    B(-0.5),
    /** Much glandular tissue, of uneven distribution. */
    C(0.05),
    /** Almost entirely glandular tissue. */
    D(0.6);

    private final double offset;

    Density(double offset) {
        this.offset = offset;
    }

    /** Added to the tissue's noise before it is thresholded. */
    double offset() {
        return offset;
    }
}
