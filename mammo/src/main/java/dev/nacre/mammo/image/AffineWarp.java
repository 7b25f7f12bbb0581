package dev.nacre.mammo.image;

/**
 * Moves a picture by an affine map: the level of each target pixel's centre is taken from where the map back leads,
 * interpolated linearly. No anti-aliasing: for strong shrinking resize first ({@link AreaResize}).
 *
 * @param forward where points of the source go
 * @param border what lies beyond the source
 */
public record AffineWarp(PlaneAffine forward, Border border) {
    /** Refuses maps that cannot be followed back. */
    public AffineWarp {
        forward.inverse();
    }

    /**
     * The moved picture, {@code [targetHeight, targetWidth]}; a new array.
     *
     * @param levels {@code [height, width]}, row-major
     */
    public float[] apply(float[] levels, int height, int width, int targetHeight, int targetWidth) {
        BilinearSampler source = new BilinearSampler(levels, height, width, border);
        PlaneAffine back = forward.inverse();
        float[] moved = new float[Math.multiplyExact(targetHeight, targetWidth)];
        for (int row = 0; row < targetHeight; row++) {
            double startX = back.xy() * (row + 0.5) + back.x0();
            double startY = back.yy() * (row + 0.5) + back.y0();
            for (int column = 0; column < targetWidth; column++) {
                double x = column + 0.5;
                moved[row * targetWidth + column] = source.at(back.xx() * x + startX, back.yx() * x + startY);
            }
        }
        return moved;
    }

    /** The moved picture in a frame of the same size; a new array. */
    public float[] apply(float[] levels, int height, int width) {
        return apply(levels, height, width, height, width);
    }
}
