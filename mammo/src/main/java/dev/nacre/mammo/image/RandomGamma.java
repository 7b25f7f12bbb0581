package dev.nacre.mammo.image;

import dev.nacre.core.Key;

/**
 * Bends the scale of grey levels: {@code ((level - lowest) / range)^gamma}, back in the picture's range. The logarithm
 * of gamma is drawn evenly, so that brightening is as likely as darkening. The curve is interpolated between
 * {@value #STEPS} exact points.
 *
 * @param most largest gamma, at least 1; the smallest is 1 / most
 */
public record RandomGamma(double most) {
    private static final int STEPS = 4096;

    /** Refuses other exponents. */
    public RandomGamma {
        if (!(most >= 1 && most <= 10)) {
            throw new IllegalArgumentException("gamma reaches from 1 / most to most: give a most of 1 to 10, got "
                    + most);
        }
    }

    /** The exponent that a key stands for. */
    double draw(Key key) {
        return StrictMath.pow(most, 2 * key.uniform(1) - 1);
    }

    /**
     * Steps of the curve from 0 to 1, exact, and one more.
     *
     * @param gamma the exponent
     */
    static double[] curve(double gamma) {
        double[] curve = new double[STEPS + 2];
        for (int step = 0; step < curve.length; step++) {
            // StrictMath gives the same bits in the interpreter and in compiled code.
            curve[step] = StrictMath.pow(Math.min(1, step / (double) STEPS), gamma);
        }
        return curve;
    }

    /**
     * The bent levels; a new array, or the same where all levels are equal.
     *
     * @param levels in any order
     */
    public float[] apply(float[] levels, Key key) {
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        for (float level : levels) {
            lowest = Math.min(lowest, level);
            highest = Math.max(highest, level);
        }
        float range = highest - lowest;
        if (!(range > 0)) {
            return levels;
        }
        double[] exact = curve(draw(key));
        float[] curve = new float[exact.length];
        for (int step = 0; step < curve.length; step++) {
            curve[step] = (float) (lowest + range * exact[step]);
        }
        float[] bent = new float[levels.length];
        for (int index = 0; index < bent.length; index++) {
            float place = (levels[index] - lowest) / range * STEPS;
            int below = (int) place;
            bent[index] = curve[below] + (place - below) * (curve[below + 1] - curve[below]);
        }
        return bent;
    }
}
