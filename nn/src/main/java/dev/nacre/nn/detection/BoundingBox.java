package dev.nacre.nn.detection;

/**
 * A box with its sides along the axes, in pixels, its edges between pixels or within them.
 *
 * @param x0 left edge
 * @param y0 upper edge
 * @param x1 right edge
 * @param y1 lower edge
 */
public record BoundingBox(double x0, double y0, double x1, double y1) {
    /** Refuses edges out of order, and those that are no numbers. */
    public BoundingBox {
        if (!(x0 <= x1 && y0 <= y1)) {
            throw new IllegalArgumentException("a box needs its edges in order, got x from " + x0 + " to " + x1
                    + " and y from " + y0 + " to " + y1);
        }
    }

    /** From the left edge to the right. */
    public double width() {
        return x1 - x0;
    }

    /** From the upper edge to the lower. */
    public double height() {
        return y1 - y0;
    }

    /** Width times height. */
    public double area() {
        return width() * height();
    }

    /** The area that two boxes share. */
    public double intersection(BoundingBox other) {
        double across = Math.min(x1, other.x1) - Math.max(x0, other.x0);
        double down = Math.min(y1, other.y1) - Math.max(y0, other.y0);
        return Math.max(0, across) * Math.max(0, down);
    }

    /** Intersection over union (Jaccard), 0 to 1. */
    public double overlap(BoundingBox other) {
        double both = intersection(other);
        return both == 0 ? 0 : both / (area() + other.area() - both);
    }

    /** What of it lies in a picture; of no area where nothing does. */
    public BoundingBox clipped(double pictureHeight, double pictureWidth) {
        return new BoundingBox(Math.clamp(x0, 0, pictureWidth), Math.clamp(y0, 0, pictureHeight),
                Math.clamp(x1, 0, pictureWidth), Math.clamp(y1, 0, pictureHeight));
    }

    /** The same box elsewhere. */
    public BoundingBox shifted(double x, double y) {
        return new BoundingBox(x0 + x, y0 + y, x1 + x, y1 + y);
    }
}
