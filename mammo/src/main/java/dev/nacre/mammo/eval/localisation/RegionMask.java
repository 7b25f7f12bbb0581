package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.data.sets.Region;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureReader;
import java.util.List;

/**
 * The pixels of a region: those whose centre lies in it (inside an outline by the even-odd rule), and never none of an
 * outline or ellipse inside the picture, however small: then the pixel of its first point or centre.
 */
final class RegionMask {
    private RegionMask() {
    }

    /** What of the region lies in a picture of this size. */
    static Mask of(Region region, int height, int width) {
        return switch (region) {
            case Region.MaskFile file -> read(file, height, width);
            case Region.Polygon polygon -> polygon(polygon.points(), height, width);
            case Region.Ellipse ellipse -> ellipse(ellipse, height, width);
            case Region.Box box -> where(height, width, (x, y) ->
                    x >= box.x0() && x < box.x1() && y >= box.y0() && y < box.y1());
        };
    }

    @FunctionalInterface
    private interface Inside {
        boolean at(double x, double y);
    }

    private static Mask where(int height, int width, Inside shape) {
        boolean[] inside = new boolean[Math.multiplyExact(height, width)];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                inside[row * width + column] = shape.at(column + 0.5, row + 0.5);
            }
        }
        return new Mask(height, width, inside);
    }

    /** A mask of another size is taken as the same scene. */
    private static Mask read(Region.MaskFile file, int height, int width) {
        Mask mask = PictureReader.mask(file.file());
        return where(height, width, (x, y) -> mask.at((int) (y * mask.height() / height),
                (int) (x * mask.width() / width)));
    }

    private static Mask polygon(List<Region.Point> points, int height, int width) {
        Mask mask = where(height, width, (x, y) -> isInside(points, x, y));
        return mask.count() > 0 ? mask : pixel(points.getFirst(), height, width);
    }

    private static boolean isInside(List<Region.Point> points, double x, double y) {
        boolean inside = false;
        Region.Point before = points.getLast();
        for (Region.Point point : points) {
            if (point.y() > y != before.y() > y
                    && x < (before.x() - point.x()) * (y - point.y()) / (before.y() - point.y()) + point.x()) {
                inside = !inside;
            }
            before = point;
        }
        return inside;
    }

    private static Mask ellipse(Region.Ellipse ellipse, int height, int width) {
        double cosine = Math.cos(ellipse.angle());
        double sine = Math.sin(ellipse.angle());
        Mask mask = where(height, width, (x, y) -> {
            double dx = x - ellipse.centre().x();
            double dy = y - ellipse.centre().y();
            return Math.hypot((cosine * dx + sine * dy) / ellipse.radiusX(),
                    (cosine * dy - sine * dx) / ellipse.radiusY()) <= 1;
        });
        return mask.count() > 0 ? mask : pixel(ellipse.centre(), height, width);
    }

    private static Mask pixel(Region.Point point, int height, int width) {
        return where(height, width, (x, y) -> Math.floor(point.x()) == Math.floor(x)
                && Math.floor(point.y()) == Math.floor(y));
    }
}
