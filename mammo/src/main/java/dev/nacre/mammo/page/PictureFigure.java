package dev.nacre.mammo.page;

import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PlaneBox;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A picture on a page, in the coordinates of its original pixels, with what was looked for, what was found and where a
 * model looked drawn over it.
 *
 * @param description for those who do not see it
 * @param shown       the whole original, maybe smaller than it is
 * @param height      rows of the original
 * @param width       columns of the original
 * @param truth       boxes of what is known to be there, in original pixels
 * @param found       boxes of what a model found, in original pixels
 * @param heat        where it looked
 */
public record PictureFigure(String description, GreyPicture shown, int height, int width, List<PlaneBox> truth,
        List<PlaneBox> found, Optional<Heat> heat) {
    /** Rows that are sharp on a dense screen at the size in which a page shows a case. */
    public static final int ROWS = 420;
    /** So that a line lies around what it marks, not on it. */
    private static final double AROUND = 0.012;

    /** Copies the lists. */
    public PictureFigure {
        truth = List.copyOf(truth);
        found = List.copyOf(found);
    }

    /**
     * A map of a prepared picture.
     *
     * @param map        in pixels of the prepared picture
     * @param inside     where it means something
     * @param toOriginal from these pixels to the original's
     * @param low        what is clear
     * @param high       what is brightest
     */
    public record Heat(PictureMap map, Mask inside, PlaneAffine toOriginal, double low, double high) {
        /** From nearly the lowest to the highest value inside the mask. */
        public static Heat spanning(PictureMap map, Mask inside, PlaneAffine toOriginal) {
            double low = map.percentile(inside, 0.05);
            double high = map.percentile(inside, 1);
            return new Heat(map, inside, toOriginal, low, high > low ? high : low + 1);
        }
    }

    /** Writes the picture. */
    public void write(Markup page) {
        page.open("svg", "class", "picture", "viewBox", "0 0 " + width + " " + height, "role", "img", "aria-label",
                description);
        page.empty("image", "href", DataUri.of(shown), "width", width, "height", height, "preserveAspectRatio",
                "none");
        heat.ifPresent(over -> page.empty("image", "href",
                DataUri.heat(over.map(), over.inside(), over.low(), over.high()), "width", over.map().width(),
                "height", over.map().height(), "preserveAspectRatio", "none", "transform",
                matrix(over.toOriginal())));
        truth.forEach(box -> box(page, "truth", box));
        found.forEach(box -> box(page, "found", box));
        page.close();
    }

    private void box(Markup page, String kind, PlaneBox box) {
        double around = AROUND * height;
        page.empty("rect", "class", "box " + kind, "x", Plot.number(box.x0() - around), "y",
                Plot.number(box.y0() - around), "width", Plot.number(box.x1() - box.x0() + 2 * around), "height",
                Plot.number(box.y1() - box.y0() + 2 * around), "rx", Plot.number(around / 2));
    }

    private static String matrix(PlaneAffine map) {
        return String.format(Locale.ROOT, "matrix(%.6f %.6f %.6f %.6f %.4f %.4f)", map.xx(), map.yx(), map.xy(),
                map.yy(), map.x0(), map.y0());
    }
}
