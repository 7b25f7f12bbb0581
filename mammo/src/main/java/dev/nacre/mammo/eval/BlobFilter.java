package dev.nacre.mammo.eval;

import dev.nacre.mammo.image.GaussianBlur;
import dev.nacre.mammo.image.GreyPicture;
import java.util.Locale;

/**
 * Finds bright blobs of one size: the negative Laplacian of the picture smoothed by a Gaussian, times the Gaussian's
 * variance (Lindeberg 1998, "Feature detection with automatic scale selection", section 5). A disc of radius r answers
 * most at the scale r / √2; a blob that is itself a Gaussian, at its own scale, with half of its contrast.
 *
 * @param scale standard deviation in pixels, at least 0.5
 */
public record BlobFilter(double scale) implements BrightnessFilter {
    private static final double LEAST = 0.5;

    /** Refuses a scale for which pixels are too coarse. */
    public BlobFilter {
        if (!(scale >= LEAST)) {
            throw new IllegalArgumentException("a blob filter of scale " + scale + ": give at least " + LEAST);
        }
    }

    /** In whole levels; 0 where nothing is brighter than its surroundings. Pictures of few bits answer coarsely. */
    @Override
    public GreyPicture transform(GreyPicture picture) {
        int height = picture.height();
        int width = picture.width();
        float[] levels = new float[height * width];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = Short.toUnsignedInt(picture.levels()[index]);
        }
        float[] smooth = new GaussianBlur(scale).apply(levels, height, width);
        int white = (1 << picture.bits()) - 1;
        float variance = (float) (scale * scale);
        short[] answers = new short[levels.length];
        for (int row = 0; row < height; row++) {
            int above = Math.max(row - 1, 0) * width;
            int here = row * width;
            int below = Math.min(row + 1, height - 1) * width;
            for (int column = 0; column < width; column++) {
                float around = smooth[above + column] + smooth[below + column]
                        + smooth[here + Math.max(column - 1, 0)] + smooth[here + Math.min(column + 1, width - 1)];
                float curvature = 4 * smooth[here + column] - around;
                answers[here + column] = (short) Math.clamp(Math.round(variance * curvature), 0, white);
            }
        }
        return new GreyPicture(height, width, picture.bits(), answers);
    }

    @Override
    public String description() {
        return String.format(Locale.ROOT, scale == Math.rint(scale) ? "scale %.0f" : "scale %.1f", scale);
    }
}
