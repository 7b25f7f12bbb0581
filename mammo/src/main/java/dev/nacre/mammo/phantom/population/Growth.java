package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.phantom.breast.Nature;

/** How fast lesions grow: years in which a diameter doubles, which takes three doublings of the volume. */
final class Growth {
    /**
     * From 10 to 20 mm a screened cancer takes less than 0.1 years in one case of twenty, more than 6.3 years in
     * another one, 1.7 years in the mean (Weedon-Fekjær et al. 2008, Breast Cancer Research 10:R41). Of the logarithm,
     * which is taken as normal, this is the mean and the deviation.
     */
    private static final double LOGARITHM = -0.23;
    private static final double DEVIATION = 1.26;
    /** They are faster in younger women; the paper's women were 50 to 69. */
    private static final double BY_AGE = 0.02;
    private static final int USUAL_AGE = 59;
    private static final double FASTEST = 0.1;

    private static final double UNCHANGING = 0.65;
    private static final double BENIGN_YEARS = 8;

    private Growth() {
    }

    static double doublingYears(Nature nature, int age, Draw draw) {
        if (nature == Nature.MALIGNANT) {
            return Math.max(FASTEST, StrictMath.exp(LOGARITHM + DEVIATION * draw.normal(0)
                    + BY_AGE * (age - USUAL_AGE)));
        }
        return draw.happens(UNCHANGING, 1) ? Double.POSITIVE_INFINITY
                : BENIGN_YEARS * StrictMath.exp(0.5 * draw.normal(0));
    }
}
