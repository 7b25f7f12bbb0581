package dev.nacre.mammo.image;

/**
 * Smooths a picture but keeps the edges of another one, its guide: around each pixel the result is a linear function of
 * the guide, {@code a guide + b} with {@code a = cov(guide, input) / (var(guide) + epsilon)} and
 * {@code b = mean(input) - a mean(guide)}, and the functions of all squares over a pixel are averaged (He, Sun and Tang
 * 2013, "Guided image filtering", equations 5, 6 and 8). All means are those of {@link BoxFilter}, in double.
 *
 * @param radius of the squares in pixels, at least 0
 * @param epsilon variance of the guide that counts as flat, in squared units of the guide, above 0
 */
public record GuidedFilter(int radius, double epsilon) {
    /** Refuses an epsilon that would divide by zero where the guide is flat. */
    public GuidedFilter {
        if (radius < 0 || !(epsilon > 0 && Double.isFinite(epsilon))) {
            throw new IllegalArgumentException("a guided filter of radius " + radius + " and epsilon " + epsilon
                    + ": give a radius of at least 0 and an epsilon above 0");
        }
    }

    /**
     * The filtered input; a new array.
     *
     * @param guide {@code [height, width]}, row-major; finite
     * @param input of the same size; finite
     */
    public float[] apply(float[] guide, float[] input, int height, int width) {
        if (guide.length != input.length || guide.length != Math.multiplyExact(height, width)) {
            throw new IllegalArgumentException("guide and input of " + height + " x " + width + " have "
                    + guide.length + " and " + input.length + " elements");
        }
        BoxFilter box = new BoxFilter(radius);
        double[] meanGuide = box.mean(wide(guide), height, width);
        double[] meanInput = box.mean(wide(input), height, width);
        double[] slope = box.mean(product(guide, input), height, width);
        double[] squares = box.mean(product(guide, guide), height, width);
        double[] offset = squares;
        for (int index = 0; index < slope.length; index++) {
            double variance = Math.max(0, squares[index] - meanGuide[index] * meanGuide[index]);
            double covariance = slope[index] - meanGuide[index] * meanInput[index];
            slope[index] = covariance / (variance + epsilon);
            offset[index] = meanInput[index] - slope[index] * meanGuide[index];
        }
        double[] meanSlope = box.mean(slope, height, width);
        double[] meanOffset = box.mean(offset, height, width);
        float[] filtered = new float[input.length];
        for (int index = 0; index < filtered.length; index++) {
            filtered[index] = (float) (meanSlope[index] * guide[index] + meanOffset[index]);
        }
        return filtered;
    }

    private static double[] product(float[] one, float[] other) {
        double[] product = new double[one.length];
        for (int index = 0; index < product.length; index++) {
            product[index] = (double) one[index] * other[index];
        }
        return product;
    }

    private static double[] wide(float[] values) {
        double[] wide = new double[values.length];
        for (int index = 0; index < wide.length; index++) {
            wide[index] = values[index];
        }
        return wide;
    }
}
