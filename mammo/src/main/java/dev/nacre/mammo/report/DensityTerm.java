package dev.nacre.mammo.report;

import dev.nacre.mammo.data.DensityClass;

/** The words for the classes of density. */
enum DensityTerm implements Term {
    A(DensityClass.A),
    B(DensityClass.B),
    C(DensityClass.C),
    D(DensityClass.D);

    private final DensityClass meaning;

    DensityTerm(DensityClass meaning) {
        this.meaning = meaning;
    }

    static DensityTerm of(DensityClass density) {
        return values()[density.ordinal()];
    }

    DensityClass meaning() {
        return meaning;
    }

    @Override
    public String family() {
        return "density";
    }
}
