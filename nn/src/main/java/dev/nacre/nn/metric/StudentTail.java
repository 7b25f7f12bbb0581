package dev.nacre.nn.metric;

/**
 * How likely a number of Student's t distribution is to be far out: the regularised incomplete beta function
 * I(ν / 2, ½) at ν / (ν + t²), by its continued fraction (Abramowitz and Stegun 1964, 26.7.1 and 26.5.8). The complete
 * beta function follows from that of 1 or 2 degrees of freedom step by step, since degrees are whole numbers here.
 */
final class StudentTail {
    private static final double HALF = 0.5;
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 10_000;

    private StudentTail() {
    }

    /**
     * The probability of being at least as far from 0 as t.
     *
     * @param degrees of freedom, at least 1
     */
    static double twoSided(double t, int degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException("a t distribution of " + degrees + " degrees of freedom: give at least"
                    + " 1");
        }
        double square = t * t;
        if (Double.isInfinite(square)) {
            return 0;
        }
        double a = degrees / 2.0;
        double x = degrees / (degrees + square);
        double rest = square / (degrees + square);
        double front = StrictMath.pow(x, a) * Math.sqrt(rest) / completeBeta(degrees);
        // The fraction converges fast on this side of the mean; on the other, its mirror image does.
        return x < (a + 1) / (a + HALF + 2) ? front * fraction(a, HALF, x) / a
                : 1 - front * fraction(HALF, a, rest) / HALF;
    }

    /** B(degrees / 2, ½). */
    private static double completeBeta(int degrees) {
        boolean odd = degrees % 2 == 1;
        double beta = odd ? Math.PI : 2;
        for (double a = odd ? HALF : 1; a < degrees / 2.0; a++) {
            beta *= a / (a + HALF);
        }
        return beta;
    }

    private static double fraction(double a, double b, double x) {
        double upper = 1;
        double lower = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double value = lower;
        for (int m = 1; m < MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            lower = 1 / nonZero(1 + even * lower);
            upper = nonZero(1 + even / upper);
            value *= lower * upper;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            lower = 1 / nonZero(1 + odd * lower);
            upper = nonZero(1 + odd / upper);
            double step = lower * upper;
            value *= step;
            if (Math.abs(step - 1) < 2 * Math.ulp(1.0)) {
                break;
            }
        }
        return value;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
