package dev.nacre.mammo.image;

/**
 * A box in the plane, its edges between pixels or within them; see {@link PlaneAffine} for the coordinates.
 *
 * @param x0 left edge
 * @param y0 upper edge
 * @param x1 right edge
 * @param y1 lower edge
 */
public record PlaneBox(double x0, double y0, double x1, double y1) {
    public PlaneBox {
        if (!(x0 <= x1 && y0 <= y1)) {
            throw new IllegalArgumentException("a box needs x0 <= x1 and y0 <= y1, got x from " + x0 + " to " + x1
                    + " and y from " + y0 + " to " + y1);
        }
    }

    /** The smallest box with sides along the axes around the image of this one; the image itself if nothing rotates. */
    public PlaneBox mapped(PlaneAffine map) {
        PlanePoint[] corners = {map.apply(x0, y0), map.apply(x1, y0), map.apply(x0, y1), map.apply(x1, y1)};
        double left = Double.POSITIVE_INFINITY;
        double upper = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double lower = Double.NEGATIVE_INFINITY;
        for (PlanePoint corner : corners) {
            left = Math.min(left, corner.x());
            upper = Math.min(upper, corner.y());
            right = Math.max(right, corner.x());
            lower = Math.max(lower, corner.y());
        }
        return new PlaneBox(left, upper, right, lower);
    }
}
