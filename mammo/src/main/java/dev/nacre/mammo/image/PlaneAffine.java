package dev.nacre.mammo.image;

import dev.nacre.core.io.Json;

/**
 * An affine map of the plane, the upper two rows of a 3 × 3 matrix: {@code x' = xx x + xy y + x0} and
 * {@code y' = yx x + yy y + y0}. Coordinates are those of {@link PlanePoint}: the pixel at row r and column c covers
 * [c, c + 1) × [r, r + 1), its centre is (c + 0.5, r + 0.5), and a picture of width w covers x from 0 to w. Under this
 * convention a crop is a shift by whole numbers, a resize a scale by target / source without offset, and a horizontal
 * flip {@code x' = w − x}.
 *
 * @param xx x' for each x
 * @param xy x' for each y
 * @param x0 x' of the origin
 * @param yx y' for each x
 * @param yy y' for each y
 * @param y0 y' of the origin
 */
public record PlaneAffine(double xx, double xy, double x0, double yx, double yy, double y0) {
    /** Leaves every point where it is. */
    public static final PlaneAffine IDENTITY = new PlaneAffine(1, 0, 0, 0, 1, 0);

    /** Refuses infinite numbers and NaN. */
    public PlaneAffine {
        if (!Double.isFinite(xx) || !Double.isFinite(xy) || !Double.isFinite(x0)
                || !Double.isFinite(yx) || !Double.isFinite(yy) || !Double.isFinite(y0)) {
            throw new IllegalArgumentException("an affine map needs finite numbers, got x' = " + xx + " x + " + xy
                    + " y + " + x0 + " and y' = " + yx + " x + " + yy + " y + " + y0);
        }
        // -0 becomes 0, so that maps that do the same are equal.
        xx += 0.0;
        xy += 0.0;
        x0 += 0.0;
        yx += 0.0;
        yy += 0.0;
        y0 += 0.0;
    }

    /** Moves every point by (x, y). A crop that starts at column c and row r is {@code shift(-c, -r)}. */
    public static PlaneAffine shift(double x, double y) {
        return new PlaneAffine(1, 0, x, 0, 1, y);
    }

    /** Multiplies coordinates. A resize is {@code scale(targetWidth / sourceWidth, targetHeight / sourceHeight)}. */
    public static PlaneAffine scale(double x, double y) {
        return new PlaneAffine(x, 0, 0, 0, y, 0);
    }

    /** Exchanges left and right in a picture of this width. */
    public static PlaneAffine flipHorizontally(int width) {
        return new PlaneAffine(-1, 0, width, 0, 1, 0);
    }

    /** Exchanges top and bottom in a picture of this height. */
    public static PlaneAffine flipVertically(int height) {
        return new PlaneAffine(1, 0, 0, 0, -1, height);
    }

    /** This map first, then the other. */
    public PlaneAffine then(PlaneAffine other) {
        return new PlaneAffine(
                other.xx * xx + other.xy * yx, other.xx * xy + other.xy * yy, other.xx * x0 + other.xy * y0 + other.x0,
                other.yx * xx + other.yy * yx, other.yx * xy + other.yy * yy, other.yx * x0 + other.yy * y0 + other.y0);
    }

    /** By how much areas grow; negative when the map mirrors. */
    public double determinant() {
        return xx * yy - xy * yx;
    }

    /**
     * The map back.
     *
     * @throws IllegalArgumentException if this map flattens the plane to a line or a point
     */
    public PlaneAffine inverse() {
        double determinant = determinant();
        if (determinant == 0 || !Double.isFinite(1 / determinant)) {
            throw new IllegalArgumentException("the map " + this + " flattens the plane, so there is no map back");
        }
        double backXx = yy / determinant;
        double backXy = -xy / determinant;
        double backYx = -yx / determinant;
        double backYy = xx / determinant;
        return new PlaneAffine(backXx, backXy, -(backXx * x0 + backXy * y0),
                backYx, backYy, -(backYx * x0 + backYy * y0));
    }

    /** Where the point (x, y) goes. */
    public PlanePoint apply(double x, double y) {
        return new PlanePoint(xx * x + xy * y + x0, yx * x + yy * y + y0);
    }

    /** What {@link #fromJson} reads; the numbers come back exactly. */
    public Json.Fields toJson() {
        return Json.object().with("xx", xx).with("xy", xy).with("x0", x0).with("yx", yx).with("yy", yy).with("y0", y0);
    }

    /**
     * The map that {@link #toJson} describes.
     *
     * @throws dev.nacre.core.io.JsonException if a key is missing or holds no number
     */
    public static PlaneAffine fromJson(Json json) {
        return new PlaneAffine(json.get("xx").decimal(), json.get("xy").decimal(), json.get("x0").decimal(),
                json.get("yx").decimal(), json.get("yy").decimal(), json.get("y0").decimal());
    }
}
