package dev.nacre.mammo.phantom;

import dev.nacre.core.Key;

/**
 * One small calcification, an ellipse.
 *
 * @param centre where it lies
 * @param length half of its longer axis in centimetres
 * @param width half of its shorter axis
 * @param turn angle of the longer axis in radians
 * @param pixel side of a pixel in centimetres
 */
record Dot(Point centre, double length, double width, double turn, double pixel) {
    /** Half of the diameter of a small calcification in centimetres. */
    static double size(Key key) {
        return 0.065 + 0.03 * key.uniform(1);
    }

    /** What a small calcification adds to the level of the tissue. */
    static double brightness(Key key) {
        return 0.3 + 0.2 * key.uniform(2);
    }

    void paint(Canvas canvas, double brightness) {
        canvas.paint(centre, reach(), this::coverage, (tissue, share) -> tissue + share * brightness);
    }

    void mark(Canvas canvas, boolean[] pixels) {
        canvas.mark(centre, reach(), this::coverage, pixels);
        // A dot between pixels may cover half of none; it still belongs to the pixel that holds its centre.
        canvas.mark(centre, reach(), (x, y) -> Math.abs(x - centre.x()) <= pixel / 2
                && Math.abs(y - centre.y()) <= pixel / 2 ? 1 : 0, pixels);
    }

    private double reach() {
        return length + 2 * pixel;
    }

    private double coverage(double x, double y) {
        double cosine = StrictMath.cos(turn);
        double sine = StrictMath.sin(turn);
        double along = cosine * (x - centre.x()) + sine * (y - centre.y());
        double aside = cosine * (y - centre.y()) - sine * (x - centre.x());
        return edge(length - Math.abs(along)) * edge(width - Math.abs(aside));
    }

    private double edge(double depth) {
        return Math.clamp(0.5 + depth / pixel, 0, 1);
    }
}
