package dev.nacre.core.op;

/** erf in double precision, to about 1e-15: a series near zero, the continued fraction of erfc further out. */
final class ErrorFunction {
    private static final double SERIES_LIMIT = 2.5;

    private ErrorFunction() {
    }

    static double erf(double x) {
        double magnitude = Math.abs(x);
        if (Double.isNaN(x)) {
            return x;
        }
        if (magnitude > 6) {
            return Math.signum(x);
        }
        double value = magnitude < SERIES_LIMIT ? series(magnitude) : 1 - complement(magnitude);
        return Math.copySign(value, x);
    }

    /** 2/√π·e^(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!! : all terms positive, so nothing cancels. */
    private static double series(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** e^(−x²)/√π · 1/(x + ½/(x + 1/(x + 1½/(x + …)))), evaluated from the inside. */
    private static double complement(double x) {
        double fraction = x;
        for (int n = 60; n >= 1; n--) {
            fraction = x + 0.5 * n / fraction;
        }
        return StrictMath.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
    }
}
