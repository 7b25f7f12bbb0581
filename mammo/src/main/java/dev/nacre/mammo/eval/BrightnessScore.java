package dev.nacre.mammo.eval;

import java.math.BigDecimal;

/**
 * A number for a breast in a picture that needs no learning: how bright its brightest pixels are, behind a filter. A
 * model that cannot beat it has learned nothing worth having, and phantoms that it can sort give their lesions away.
 *
 * @param filter what is done to the picture first
 * @param share  of the breast's pixels that are at most so bright; 1 is the maximum, which few noisy pixels decide
 */
public record BrightnessScore(BrightnessFilter filter, double share) {
    /** Refuses a share that no pixel has. */
    public BrightnessScore {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("a percentile of the share " + share + ": give more than 0, at most 1");
        }
    }

    /** Such as {@code 99.9th percentile at radius 9}. */
    public String description() {
        String summary = share == 1 ? "maximum"
                : BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + "th percentile";
        return filter.description().isEmpty() ? summary : summary + " at " + filter.description();
    }
}
