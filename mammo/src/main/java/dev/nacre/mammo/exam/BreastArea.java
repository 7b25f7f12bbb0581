package dev.nacre.mammo.exam;

import dev.nacre.mammo.image.ConnectedComponents;
import dev.nacre.mammo.image.HoleFilling;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.image.PreparedPicture;
import java.util.Arrays;
import java.util.OptionalInt;

/**
 * Where the breast is in a prepared picture with the chest wall on the left. Its recipe has cropped it to the breast
 * with a margin, so the last columns show the background; what is clearly brighter, in one piece and without holes, is
 * the breast, muscle included. So fat is told from the background even where a threshold over the whole picture would
 * tell muscle from fat.
 */
final class BreastArea {
    /** Columns that show the background, as a part of the width. */
    private static final double EDGE = 0.015;
    /** Of the levels there; the nipple may reach into them. */
    private static final double QUANTILE = 0.75;
    /** How much brighter the breast is, as a part of white. */
    private static final double BRIGHTER = 0.03;

    private BreastArea() {
    }

    /** The breast; empty where nothing is brighter than the edge. */
    static Mask of(PreparedPicture picture) {
        PlaneBox crop = picture.applied().shown();
        int x0 = Math.clamp(Math.round(crop.x0()), 0, picture.width() - 1);
        int x1 = Math.clamp(Math.round(crop.x1()), x0 + 1, picture.width());
        int y0 = Math.clamp(Math.round(crop.y0()), 0, picture.height() - 1);
        int y1 = Math.clamp(Math.round(crop.y1()), y0 + 1, picture.height());
        float threshold = edge(picture, x0, x1, y0, y1) + (float) (BRIGHTER * ((1 << picture.bits()) - 1));
        boolean[] bright = new boolean[picture.levels().length];
        for (int row = y0; row < y1; row++) {
            for (int column = x0; column < x1; column++) {
                bright[row * picture.width() + column] = picture.levels()[row * picture.width() + column] > threshold;
            }
        }
        Mask mask = new Mask(picture.height(), picture.width(), bright);
        ConnectedComponents parts = ConnectedComponents.of(mask, ConnectedComponents.Neighbours.EIGHT);
        OptionalInt largest = parts.largest();
        return largest.isEmpty() ? mask : HoleFilling.of(parts.mask(largest.getAsInt()));
    }

    private static float edge(PreparedPicture picture, int x0, int x1, int y0, int y1) {
        int columns = Math.max(1, (int) Math.round(EDGE * (x1 - x0)));
        float[] levels = new float[columns * (y1 - y0)];
        for (int row = y0; row < y1; row++) {
            System.arraycopy(picture.levels(), row * picture.width() + x1 - columns, levels, (row - y0) * columns,
                    columns);
        }
        Arrays.sort(levels);
        return levels[(int) (QUANTILE * (levels.length - 1))];
    }
}
