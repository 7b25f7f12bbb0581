package dev.nacre.nn.metric;

/**
 * How likely a standard normal number is to be far out: erfc(|z| / √2), which is the upper incomplete gamma function
 * Q(1/2, z² / 2); its series near the middle, its continued fraction by Lentz's method further out (Abramowitz and
 * Stegun 1964, 6.5.29 and 6.5.31). To about 15 digits, small probabilities too.
 */
final class NormalTail {
    private static final double HALF = 0.5;
    private static final double SERIES_UP_TO = 1.5;
    private static final double TINY = 1e-300;
    private static final double ENOUGH = 1e-17;
    private static final int MOST_TERMS = 1000;

    private NormalTail() {
    }

    /** The probability of being at least as far from 0 as z, 0 to 1; NaN for NaN. */
    static double twoSided(double z) {
        double x = z * z / 2;
        if (x == 0) {
            return 1;
        } else if (Double.isInfinite(x)) {
            return 0;
        }
        double factor = Math.sqrt(x / Math.PI) * StrictMath.exp(-x);
        return x < SERIES_UP_TO ? 1 - factor * series(x) : factor * fraction(x);
    }

    /** Σ xⁿ / (½ · 1½ ⋯ (½ + n)). */
    private static double series(double x) {
        double term = 1 / HALF;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > ENOUGH * sum; n++) {
            term *= x / (HALF + n);
            sum += term;
        }
        return sum;
    }

    /** 1 / (x + ½ − ½ · 1 / (x + 2½ − 1½ · 2 / (x + 4½ − …))), in the form of even steps. */
    private static double fraction(double x) {
        double beside = x + 1 - HALF;
        double upper = 1 / TINY;
        double lower = 1 / beside;
        double value = lower;
        for (int n = 1; n < MOST_TERMS; n++) {
            double above = -n * (n - HALF);
            beside += 2;
            lower = 1 / (above * lower + beside);
            upper = beside + above / upper;
            double step = lower * upper;
            value *= step;
            if (Math.abs(step - 1) < 2 * Math.ulp(1.0)) {
                break;
            }
        }
        return value;
    }
}
