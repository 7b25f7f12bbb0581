package dev.nacre.mammo.exam;

import dev.nacre.mammo.image.DistanceTransform;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PlaneBox;
import dev.nacre.mammo.image.PreparedPicture;

/**
 * The rim of a breast in a prepared picture: the skin, which is bright wherever the beam meets it edgeways, and the
 * nipple in profile. Neither is what lesions are looked for in, and a map of brightness, or of what goes with it,
 * would mark both.
 */
final class BreastRim {
    /** Of the longer side of what the picture shows: 3 to 4 mm, as skin and the blur of its edge are in most. */
    private static final double WIDTH = 1.0 / 64;

    private BreastRim() {
    }

    /** The pixels of a breast nearer to the air than the rim is wide; where the picture ends, there is no air. */
    static Mask of(PreparedPicture picture, Mask breast) {
        PlaneBox crop = picture.applied().shown();
        boolean[] air = new boolean[breast.inside().length];
        for (int row = 0; row < breast.height(); row++) {
            for (int column = 0; column < breast.width(); column++) {
                boolean shown = row + 0.5 > crop.y0() && row + 0.5 < crop.y1() && column + 0.5 > crop.x0()
                        && column + 0.5 < crop.x1();
                air[row * breast.width() + column] = shown && !breast.at(row, column);
            }
        }
        int[] distances = DistanceTransform.squared(new Mask(breast.height(), breast.width(), air));
        double width = WIDTH * Math.max(crop.x1() - crop.x0(), crop.y1() - crop.y0());
        boolean[] rim = new boolean[air.length];
        for (int index = 0; index < rim.length; index++) {
            rim[index] = breast.inside()[index] && distances[index] <= width * width;
        }
        return new Mask(breast.height(), breast.width(), rim);
    }
}
