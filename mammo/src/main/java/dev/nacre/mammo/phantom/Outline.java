package dev.nacre.mammo.phantom;

import dev.nacre.mammo.data.View;

/** The outline of a breast in one view: where skin, nipple and pectoral muscle are. */
final class Outline {
    private static final double CRANIOCAUDAL_LEVEL = 0.5;
    private static final double OBLIQUE_LEVEL = 0.6;
    private static final double PECTORAL_BULGE = 0.35;

    private final View view;
    private final Anatomy anatomy;
    private final Point nipple;
    private final double upperHalf;
    private final double lowerHalf;

    Outline(Anatomy anatomy, View view) {
        this.view = view;
        this.anatomy = anatomy;
        double level = Canvas.HEIGHT * (view == View.CC ? CRANIOCAUDAL_LEVEL : OBLIQUE_LEVEL);
        this.nipple = new Point(anatomy.depth(), level);
        // An oblique view shows the breast up to the armpit, beyond the upper edge of the picture.
        this.upperHalf = view == View.CC ? anatomy.craniocaudalHalf() : 1.25 * level;
        this.lowerHalf = view == View.CC ? anatomy.craniocaudalHalf() : anatomy.lowerHalf();
    }

    Point nipple() {
        return nipple;
    }

    double half(double y) {
        return y < nipple.y() ? upperHalf : lowerHalf;
    }

    /** About how far a point is inside the skin, in centimetres; negative outside. */
    double depth(double x, double y) {
        double straight = anatomy.flatness() * anatomy.depth();
        double along = anatomy.depth() - straight;
        double dx = Math.max(0, x - straight) / along;
        double half = half(y);
        double dy = (y - nipple.y()) / half;
        double radius = Math.sqrt(dx * dx + dy * dy);
        if (radius < 1e-6) {
            return half;
        }
        double steepness = Math.sqrt(dx * dx / (along * along) + dy * dy / (half * half)) / radius;
        return (1 - radius) / steepness;
    }

    /** How far a point is inside the pectoral muscle, in centimetres; negative outside, and everywhere in a CC view. */
    double pectoral(double x, double y) {
        if (view == View.CC) {
            return Double.NEGATIVE_INFINITY;
        }
        double top = anatomy.pectoralTop();
        double length = anatomy.pectoralLength();
        double down = y / length;
        double edge = top * (1 - down) + PECTORAL_BULGE * 4 * down * (1 - down);
        return (edge - x) * length / Math.sqrt(top * top + length * length);
    }

    /** The point that a place has in this view. */
    Point point(LesionPlace place) {
        double angle = view == View.CC ? place.outwardAngle() : place.upwardAngle();
        return nipple.towards(Math.PI + angle, place.distance());
    }

    /** Whether something of this radius lies in the tissue of this view, off skin, muscle and chest wall. */
    boolean holds(Point point, double radius) {
        return point.x() > radius + 0.3 && point.y() > radius + 0.3 && point.y() < Canvas.HEIGHT - radius - 0.3
                && depth(point.x(), point.y()) > radius + 0.6 && pectoral(point.x(), point.y()) < -radius - 0.2;
    }
}
