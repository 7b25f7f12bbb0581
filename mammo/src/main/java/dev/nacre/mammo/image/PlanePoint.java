package dev.nacre.mammo.image;

/**
 * A place in the plane of a picture, in pixels: the pixel at row r and column c covers x from c to c + 1 and y from r
 * to r + 1, so that its centre is (c + 0.5, r + 0.5).
 *
 * @param x from the left border of the picture
 * @param y from its upper border, downwards
 */
public record PlanePoint(double x, double y) {
}
