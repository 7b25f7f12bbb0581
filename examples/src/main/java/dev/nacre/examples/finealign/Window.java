package dev.nacre.examples.finealign;

import dev.nacre.mammo.image.AppliedRecipe;
import dev.nacre.mammo.image.PixelBox;
import java.util.Collection;

/**
 * The part of an original that a page shows: the breast, at the chest wall's edge. All pictures of one pixel size get
 * windows of one size, so that breasts appear in one scale.
 *
 * @param x left edge in original pixels
 * @param y upper edge
 * @param width columns
 * @param height rows
 * @param chestWallRight where the breast meets the edge
 */
record Window(double x, double y, double width, double height, boolean chestWallRight) {
    private static final double MARGIN = 1.02;

    /** The window of one picture among those of its exam. */
    static Window of(ExplainedView view, Collection<ExplainedView> exam) {
        AppliedRecipe applied = view.reading().prepared().picture().applied();
        PixelBox crop = applied.crop();
        double width = crop.width();
        double height = crop.height();
        for (ExplainedView other : exam) {
            if (other.millimetres().equals(view.millimetres()) && other.height() == view.height()) {
                PixelBox box = other.reading().prepared().picture().applied().crop();
                width = Math.max(width, box.width());
                height = Math.max(height, box.height());
            }
        }
        width *= MARGIN;
        height *= MARGIN;
        return new Window(applied.flipped() ? crop.x1() - width : crop.x0(),
                (crop.y0() + crop.y1() - height) / 2, width, height, applied.flipped());
    }
}
