package dev.nacre.mammo.report;

/** How much of the breast is dense tissue: the letters a to d of BI-RADS, 5th edition. */
public enum BreastDensity implements Term {
    A,
    B,
    C,
    D;

    @Override
    public String family() {
        return "density";
    }
}
