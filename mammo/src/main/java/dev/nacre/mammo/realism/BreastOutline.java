package dev.nacre.mammo.realism;

import dev.nacre.mammo.image.PixelBox;

/**
 * The form of a breast in a picture.
 *
 * @param area in square centimetres
 * @param height from its highest to its lowest point, in millimetres
 * @param width from the chest wall to its foremost point, in millimetres
 * @param fill part of the box of that height and width that it fills
 * @param profile how far it reaches from the chest wall at {@value #HEIGHTS} heights from top to bottom, in parts of
 *     the width
 */
public record BreastOutline(double area, double height, double width, double fill, double[] profile) {
    /** Values of a profile. */
    public static final int HEIGHTS = 21;

    static BreastOutline of(YardstickPicture picture) {
        PixelBox box = picture.breast().box().orElseThrow();
        double pixel = YardstickPicture.PIXEL;
        double area = picture.breast().count() * pixel * pixel;
        double[] profile = new double[HEIGHTS];
        for (int step = 0; step < HEIGHTS; step++) {
            int row = box.y0() + (int) Math.round((box.height() - 1.0) * step / (HEIGHTS - 1));
            int column = box.x1() - 1;
            while (column >= box.x0() && !picture.breast().at(row, column)) {
                column--;
            }
            profile[step] = (column + 1.0 - box.x0()) / box.width();
        }
        return new BreastOutline(area / 100, box.height() * pixel, box.width() * pixel,
                area / (box.height() * pixel * box.width() * pixel), profile);
    }
}
