package dev.nacre.mammo.phantom;

/** A point of a view in centimetres: x from the chest wall, y downwards. */
record Point(double x, double y) {
    double distance(double otherX, double otherY) {
        return Math.sqrt((x - otherX) * (x - otherX) + (y - otherY) * (y - otherY));
    }

    double distance(Point other) {
        return distance(other.x, other.y);
    }

    /** A point in a direction, in radians from the x axis. */
    Point towards(double angle, double length) {
        return new Point(x + length * StrictMath.cos(angle), y + length * StrictMath.sin(angle));
    }
}
