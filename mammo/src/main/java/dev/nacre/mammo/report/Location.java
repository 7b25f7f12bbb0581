package dev.nacre.mammo.report;

/** Where in the breast. Upper and outer together are the upper outer quadrant. */
public enum Location implements Term {
    UPPER_OUTER,
    UPPER_INNER,
    LOWER_OUTER,
    LOWER_INNER,
    UPPER,
    LOWER,
    OUTER,
    INNER,
    CENTRAL,
    RETROAREOLAR,
    AXILLARY,
    ANTERIOR,
    MIDDLE,
    POSTERIOR;

    @Override
    public String family() {
        return "location";
    }
}
