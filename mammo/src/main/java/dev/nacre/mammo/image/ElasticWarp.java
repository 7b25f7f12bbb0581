package dev.nacre.mammo.image;

import dev.nacre.core.Key;

/**
 * Displaces every pixel by a smooth random field: numbers in [-1, 1) for each pixel and axis, smoothed by a Gaussian
 * and multiplied (Simard, Steinkraus and Platt 2003, "Best practices for convolutional neural networks applied to
 * visual document analysis"). The smoothing takes away most of the numbers' size: the displacement's standard deviation
 * is about {@code alpha / (6.1 sigma)} pixels along each axis.
 *
 * @param alpha factor of the smoothed field, in pixels
 * @param sigma standard deviation of the Gaussian in pixels
 * @param border what lies beyond the picture
 */
public record ElasticWarp(double alpha, double sigma, Border border) {
    /** Refuses widths that {@link GaussianBlur} refuses. */
    public ElasticWarp {
        new GaussianBlur(sigma);
        if (!Double.isFinite(alpha)) {
            throw new IllegalArgumentException("an elastic warp needs a finite alpha, got " + alpha);
        }
    }

    /**
     * The displaced picture; a new array, the same for the same key.
     *
     * @param levels {@code [height, width]}, row-major
     */
    public float[] apply(float[] levels, int height, int width, Key key) {
        BilinearSampler source = new BilinearSampler(levels, height, width, border);
        float[] across = new float[levels.length];
        float[] down = new float[levels.length];
        for (int index = 0; index < levels.length; index++) {
            // Both halves of the random bits, 24 of each, so that one draw serves both axes.
            long bits = key.bits(index);
            across[index] = (bits >>> 40) * 0x1p-23f - 1;
            down[index] = (bits >>> 8 & 0xFFFFFF) * 0x1p-23f - 1;
        }
        GaussianBlur blur = new GaussianBlur(sigma);
        across = blur.apply(across, height, width);
        down = blur.apply(down, height, width);
        float[] displaced = new float[levels.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int index = row * width + column;
                displaced[index] = source.at(column + 0.5 + alpha * across[index], row + 0.5 + alpha * down[index]);
            }
        }
        return displaced;
    }
}
