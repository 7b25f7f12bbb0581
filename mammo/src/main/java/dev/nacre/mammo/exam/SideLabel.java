package dev.nacre.mammo.exam;

import dev.nacre.mammo.data.Birads;

/** What a report makes of one breast as a whole. */
public enum SideLabel {
    /** BI-RADS 4 to 6. */
    SUSPICIOUS,
    /** BI-RADS 1 or 2. */
    CALM,
    /** BI-RADS 0 or 3, or not told; such breasts train nothing that needs the label. */
    UNKNOWN;

    /** The label of a category. */
    public static SideLabel of(Birads category) {
        return switch (category.number()) {
            case 4, 5, 6 -> SUSPICIOUS;
            case 1, 2 -> CALM;
            default -> UNKNOWN;
        };
    }
}
