package dev.nacre.mammo.report;

/** How a finding looks, in the words of BI-RADS (5th edition). */
public enum Attribute implements Term {
    OVAL(Group.SHAPE),
    ROUND(Group.SHAPE),
    IRREGULAR(Group.SHAPE),
    CIRCUMSCRIBED(Group.MARGIN),
    OBSCURED(Group.MARGIN),
    MICROLOBULATED(Group.MARGIN),
    INDISTINCT(Group.MARGIN),
    SPICULATED(Group.MARGIN),
    SKIN(Group.CALCIFICATION_TYPE),
    VASCULAR(Group.CALCIFICATION_TYPE),
    COARSE(Group.CALCIFICATION_TYPE),
    ROD(Group.CALCIFICATION_TYPE),
    PUNCTATE(Group.CALCIFICATION_TYPE),
    RIM(Group.CALCIFICATION_TYPE),
    DYSTROPHIC(Group.CALCIFICATION_TYPE),
    MILK_OF_CALCIUM(Group.CALCIFICATION_TYPE),
    SUTURE(Group.CALCIFICATION_TYPE),
    AMORPHOUS(Group.CALCIFICATION_TYPE),
    HETEROGENEOUS(Group.CALCIFICATION_TYPE),
    PLEOMORPHIC(Group.CALCIFICATION_TYPE),
    FINE_LINEAR(Group.CALCIFICATION_TYPE),
    DIFFUSE(Group.DISTRIBUTION),
    REGIONAL(Group.DISTRIBUTION),
    GROUPED(Group.DISTRIBUTION),
    LINEAR(Group.DISTRIBUTION),
    SEGMENTAL(Group.DISTRIBUTION);

    /** What an attribute describes. */
    public enum Group { SHAPE, MARGIN, CALCIFICATION_TYPE, DISTRIBUTION }

    private final Group group;

    Attribute(Group group) {
        this.group = group;
    }

    public Group group() {
        return group;
    }

    /** Whether a finding can look like this: shapes and margins are of masses, the rest of calcifications. */
    public boolean suits(FindingKind kind) {
        return switch (group) {
            case SHAPE -> kind == FindingKind.MASS || this == ROUND && kind == FindingKind.CALCIFICATION;
            case MARGIN -> kind == FindingKind.MASS;
            case CALCIFICATION_TYPE, DISTRIBUTION -> kind == FindingKind.CALCIFICATION;
        };
    }

    @Override
    public String family() {
        return "attribute";
    }
}
