package dev.nacre.mammo.image;

/**
 * Which end of an oblique view the armpit is at. Two signs must agree: the breast reaches out farthest on the other
 * half, and the corner between chest wall and armpit holds at least as much bright tissue (the pectoral muscle) as the
 * other one.
 */
final class ArmpitEnd {
    /** Rows count as reaching out farthest from this part of the largest reach. */
    private static final double FAR = 0.9;
    /** The middle of those rows, from the top: 0.48 to 0.7 in upright pictures, 0.27 to 0.44 in most turned ones. */
    private static final double UPPER = 0.46;
    /** Tissue of the upper corner beside that of the lower one: above 1.1 in upright pictures. */
    private static final double MUSCLE = 1.08;
    /** Sides of a corner as parts of the breast's box. */
    private static final int CORNER = 4;

    private ArmpitEnd() {
    }

    /** Whether the armpit is below. */
    static boolean isBelow(GreyPicture picture, Mask breast, ChestWall wall) {
        PixelBox box = breast.box().orElseThrow();
        boolean left = wall == ChestWall.LEFT;
        return farthest(breast, box, left) < UPPER
                && tissue(picture, breast, box, left, true) < MUSCLE * tissue(picture, breast, box, left, false);
    }

    private static double farthest(Mask breast, PixelBox box, boolean left) {
        int[] reach = new int[box.height()];
        int most = 0;
        for (int row = 0; row < box.height(); row++) {
            for (int depth = 0; depth < box.width(); depth++) {
                if (breast.at(box.y0() + row, left ? box.x0() + depth : box.x1() - 1 - depth)) {
                    reach[row] = depth + 1;
                }
            }
            most = Math.max(most, reach[row]);
        }
        double sum = 0;
        int count = 0;
        for (int row = 0; row < reach.length; row++) {
            if (reach[row] > FAR * most) {
                sum += row;
                count++;
            }
        }
        return sum / count / box.height();
    }

    private static double tissue(GreyPicture picture, Mask breast, PixelBox box, boolean left, boolean upper) {
        double sum = 0;
        for (int row = 0; row < box.height() / CORNER; row++) {
            int y = upper ? box.y0() + row : box.y1() - 1 - row;
            for (int depth = 0; depth < box.width() / CORNER; depth++) {
                int x = left ? box.x0() + depth : box.x1() - 1 - depth;
                sum += breast.at(y, x) ? picture.level(y, x) : 0;
            }
        }
        return sum;
    }
}
