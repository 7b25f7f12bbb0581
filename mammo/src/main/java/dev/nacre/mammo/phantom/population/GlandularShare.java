package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.data.DensityClass;

/**
 * How much of a breast's volume is glandular tissue, by class and age.
 *
 * <p>Classes A to D are a tenth, two fifths, two fifths and a tenth of screened women, more of the dense ones before
 * the menopause. The limits between them are where these shares of women lie in Yaffe et al. 2009 ("The myth of the
 * 50-50 breast", Medical Physics 36:5437): a mean of 0.193, four women in five below 0.27, nineteen in twenty below
 * 0.45; drawn evenly within each class, the limits here give 0.187, 0.265 and 0.44.
 */
public final class GlandularShare {
    /** Women this old have most often passed the menopause. */
    static final int MENOPAUSE = 51;
    /** The share of women below that age. */
    static final double YOUNG = 0.25;

    private static final double[] LIMITS = {0.02, 0.07, 0.16, 0.30, 0.58};
    private static final double[] OF_ALL = {0.1, 0.4, 0.4, 0.1};
    private static final double[] OF_YOUNG = {0.04, 0.28, 0.50, 0.18};
    /** Part of the share that is lost in a year; twice as much in the years after the menopause. */
    private static final double YEARLY_LOSS = 0.012;
    private static final int YEARS_OF_CHANGE = 5;

    private GlandularShare() {
    }

    /** The class of a share. */
    public static DensityClass densityOf(double share) {
        int index = 0;
        while (index < DensityClass.values().length - 1 && share >= LIMITS[index + 1]) {
            index++;
        }
        return DensityClass.values()[index];
    }

    /** A woman's share at an age. */
    static double draw(int age, Draw draw) {
        double[] weights = OF_YOUNG;
        if (age >= MENOPAUSE) {
            weights = new double[OF_ALL.length];
            for (int index = 0; index < weights.length; index++) {
                weights[index] = (OF_ALL[index] - YOUNG * OF_YOUNG[index]) / (1 - YOUNG);
            }
        }
        int index = draw.pick(weights, 0);
        return draw.between(LIMITS[index], LIMITS[index + 1], 1);
    }

    /** What the share was some years before a woman reached an age. */
    static double earlier(double share, int age, double years) {
        double changing = Math.clamp(Math.min(age, MENOPAUSE + YEARS_OF_CHANGE) - Math.max(age - years, MENOPAUSE),
                0.0, years);
        return inBreast(share / (1 - YEARLY_LOSS * (years + changing)));
    }

    /** The share as a breast can have it. */
    static double inBreast(double share) {
        return Math.clamp(share, LIMITS[0], LIMITS[LIMITS.length - 1]);
    }
}
