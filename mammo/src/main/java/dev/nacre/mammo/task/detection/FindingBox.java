package dev.nacre.mammo.task.detection;

import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.Region;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureReader;
import dev.nacre.mammo.prepare.MammogramReader;
import dev.nacre.nn.detection.BoundingBox;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The box of a finding in pixels of its picture's file: the set's own box where it gives one, else the smallest around
 * its outlines, else around its masks.
 */
final class FindingBox {
    private FindingBox() {
    }

    /**
     * The box, or nothing where the set does not say where the finding is.
     *
     * @param picture in which it was found; opened only for masks
     * @throws dev.nacre.nn.InputException if a file cannot be read
     */
    static Optional<BoundingBox> of(Finding finding, Path picture) {
        Optional<Integer> finest = finding.regions().stream().map(FindingBox::effort).min(Comparator.naturalOrder());
        return finding.regions().stream().filter(region -> finest.get() == effort(region))
                .flatMap(region -> around(region, picture).stream()).reduce(FindingBox::together)
                .map(FindingBox::ofPixels);
    }

    private static int effort(Region region) {
        return switch (region) {
            case Region.Box box -> 0;
            case Region.Polygon polygon -> 1;
            case Region.Ellipse ellipse -> 1;
            case Region.MaskFile file -> 2;
        };
    }

    private static Optional<BoundingBox> around(Region region, Path picture) {
        return switch (region) {
            case Region.Box box -> Optional.of(new BoundingBox(box.x0(), box.y0(), box.x1(), box.y1()));
            case Region.Polygon polygon -> Optional.of(around(polygon.points()));
            case Region.Ellipse ellipse -> Optional.of(around(ellipse));
            case Region.MaskFile file -> around(PictureReader.mask(file.file()), picture);
        };
    }

    private static BoundingBox around(List<Region.Point> points) {
        return points.stream().map(point -> new BoundingBox(point.x(), point.y(), point.x(), point.y()))
                .reduce(FindingBox::together).orElseThrow();
    }

    private static BoundingBox around(Region.Ellipse ellipse) {
        double cosine = StrictMath.cos(ellipse.angle());
        double sine = StrictMath.sin(ellipse.angle());
        double across = Math.hypot(cosine * ellipse.radiusX(), sine * ellipse.radiusY());
        double down = Math.hypot(sine * ellipse.radiusX(), cosine * ellipse.radiusY());
        return new BoundingBox(ellipse.centre().x() - across, ellipse.centre().y() - down,
                ellipse.centre().x() + across, ellipse.centre().y() + down);
    }

    /** A mask of another size than the picture's is taken as the same scene. */
    private static Optional<BoundingBox> around(Mask mask, Path picture) {
        int left = mask.width();
        int upper = mask.height();
        int right = 0;
        int lower = 0;
        for (int row = 0; row < mask.height(); row++) {
            for (int column = 0; column < mask.width(); column++) {
                if (mask.at(row, column)) {
                    left = Math.min(left, column);
                    right = Math.max(right, column + 1);
                    upper = Math.min(upper, row);
                    lower = Math.max(lower, row + 1);
                }
            }
        }
        if (left >= right) {
            return Optional.empty();
        }
        GreyPicture stored = MammogramReader.read(picture).stored();
        double across = (double) stored.width() / mask.width();
        double down = (double) stored.height() / mask.height();
        return Optional.of(new BoundingBox(left * across, upper * down, right * across, lower * down));
    }

    /** A point, or a line, stands for the pixels that it touches. */
    private static BoundingBox ofPixels(BoundingBox box) {
        boolean across = box.width() > 0;
        boolean down = box.height() > 0;
        return new BoundingBox(across ? box.x0() : Math.floor(box.x0()), down ? box.y0() : Math.floor(box.y0()),
                across ? box.x1() : Math.floor(box.x0()) + 1, down ? box.y1() : Math.floor(box.y0()) + 1);
    }

    private static BoundingBox together(BoundingBox one, BoundingBox other) {
        return new BoundingBox(Math.min(one.x0(), other.x0()), Math.min(one.y0(), other.y0()),
                Math.max(one.x1(), other.x1()), Math.max(one.y1(), other.y1()));
    }
}
