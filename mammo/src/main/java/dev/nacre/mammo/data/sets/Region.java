package dev.nacre.mammo.data.sets;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a finding is, in pixels of the picture's file: x counts columns from its left edge and y rows from its upper
 * edge, before any cropping, flipping or resizing.
 */
public sealed interface Region {

    /** A point between or on pixels. */
    record Point(double x, double y) {
    }

    /** A box with its edges: {@code x0 < x1}, {@code y0 < y1}. A box of whole pixels ends behind the last of them. */
    record Box(double x0, double y0, double x1, double y1) implements Region {
        /** Checks the order of the edges. */
        public Box {
            if (!(x0 < x1 && y0 < y1 && Double.isFinite(x1 - x0) && Double.isFinite(y1 - y0))) {
                throw new IllegalArgumentException("a box needs its edges in order, got columns " + x0 + " to " + x1
                        + " and rows " + y0 + " to " + y1);
            }
        }
    }

    /** A closed outline, filled; one point alone is a single pixel. */
    record Polygon(List<Point> points) implements Region {
        /** Copies the list. */
        public Polygon {
            points = List.copyOf(points);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("an outline needs a point");
            }
        }
    }

    /**
     * An ellipse; a circle where both radii are equal.
     *
     * @param angle radians by which it is turned, from the direction of x towards that of y
     */
    record Ellipse(Point centre, double radiusX, double radiusY, double angle) implements Region {
    }

    /** Another picture, of the same scene, in which the finding is bright and everything else is black. */
    record MaskFile(Path file) implements Region {
    }
}
