package dev.nacre.mammo.report;

/** Which breast a sentence speaks of. */
public enum Side implements Term {
    LEFT,
    RIGHT,
    BILATERAL,
    UNKNOWN;

    @Override
    public String family() {
        return "side";
    }
}
