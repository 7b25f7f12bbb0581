package dev.nacre.mammo.image;

import dev.nacre.core.Key;
import java.util.Optional;

/**
 * An affine map that moves three points by random distances, then an {@link ElasticWarp}, both with the picture
 * mirrored beyond its border: the elastic distortion of albumentations 1.4.7, which Mammo-CLIP trained with. The three
 * points are three corners of a square whose side is two thirds of the shorter side; as in that library its middle has
 * the coordinates (height / 2, width / 2), so that it lies off the centre of a picture that is not square.
 *
 * @param alpha factor of the smoothed field, in pixels
 * @param sigma standard deviation of the Gaussian in pixels
 * @param jitter largest distance, in pixels, by which a point moves along each axis; 0 leaves the affine map out
 */
public record RandomElastic(double alpha, double sigma, double jitter) {
    /** The published numbers. Their field moves pixels by about a tenth of a pixel; the jitter is what is seen. */
    public static final RandomElastic PAPER = new RandomElastic(10, 15, 50);

    /** Refuses numbers that {@link ElasticWarp} refuses, and a negative jitter. */
    public RandomElastic {
        new ElasticWarp(alpha, sigma, Border.REFLECT_101);
        if (!(jitter >= 0 && Double.isFinite(jitter))) {
            throw new IllegalArgumentException("a jitter of " + jitter + " pixels: give at least 0");
        }
    }

    /**
     * The distorted picture; a new array.
     *
     * @param levels {@code [height, width]}, row-major
     */
    public float[] apply(float[] levels, int height, int width, Key key) {
        DrawnAugmentation.Elastic drawn = draw(height, width, key);
        float[] moved = drawn.jitter().isEmpty() ? levels
                : new AffineWarp(drawn.jitter().get(), Border.REFLECT_101).apply(levels, height, width);
        return drawn.warp().apply(moved, height, width, drawn.key());
    }

    /** The distortion that a key stands for. */
    DrawnAugmentation.Elastic draw(int height, int width, Key key) {
        PlaneAffine map = affine(height, width, key);
        double area = Math.abs(map.determinant());
        // In a tiny picture the points may come to lie on one line, or nearly.
        boolean moves = jitter > 0 && area > 0.01 && area < 100;
        return new DrawnAugmentation.Elastic(moves ? Optional.of(map) : Optional.empty(), key.child(0),
                new ElasticWarp(alpha, sigma, Border.REFLECT_101));
    }

    /** Where points go; drawn from positions 1 to 6 of the key. */
    PlaneAffine affine(int height, int width, Key key) {
        double middleX = height / 2 + 0.5;
        double middleY = width / 2 + 0.5;
        double half = Math.max(1, Math.min(height, width) / 3);
        PlanePoint low = jittered(middleX + half, middleY - half, key, 3);
        PlanePoint acrossFromLow = jittered(middleX - half, middleY - half, key, 5);
        PlanePoint downFromLow = jittered(middleX + half, middleY + half, key, 1);
        double xx = (low.x() - acrossFromLow.x()) / (2 * half);
        double yx = (low.y() - acrossFromLow.y()) / (2 * half);
        double xy = (downFromLow.x() - low.x()) / (2 * half);
        double yy = (downFromLow.y() - low.y()) / (2 * half);
        double fromX = middleX + half;
        double fromY = middleY - half;
        return new PlaneAffine(xx, xy, low.x() - xx * fromX - xy * fromY, yx, yy, low.y() - yx * fromX - yy * fromY);
    }

    private PlanePoint jittered(double x, double y, Key key, long position) {
        return new PlanePoint(x + jitter * (2 * key.uniform(position) - 1),
                y + jitter * (2 * key.uniform(position + 1) - 1));
    }
}
