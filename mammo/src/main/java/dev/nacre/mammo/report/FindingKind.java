package dev.nacre.mammo.report;

/** What was seen, as BI-RADS (5th edition) sorts findings of mammography; a nodule is a mass. */
public enum FindingKind implements Term {
    MASS,
    CALCIFICATION,
    ASYMMETRY,
    FOCAL_ASYMMETRY,
    GLOBAL_ASYMMETRY,
    DEVELOPING_ASYMMETRY,
    DISTORTION,
    SKIN_CHANGE,
    NIPPLE_CHANGE,
    LYMPH_NODE,
    SURGICAL_CHANGE,
    CLIP,
    IMPLANT;

    @Override
    public String family() {
        return "finding";
    }
}
