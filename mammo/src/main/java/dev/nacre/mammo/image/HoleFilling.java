package dev.nacre.mammo.image;

/**
 * Adds to a mask what it encloses: the parts of its complement, connected through sides, that do not reach the border
 * of the picture.
 */
public final class HoleFilling {
    private HoleFilling() {
    }

    /** A mask without holes; a new one. */
    public static Mask of(Mask mask) {
        ConnectedComponents outside = ConnectedComponents.of(mask.complement(), ConnectedComponents.Neighbours.FOUR);
        boolean[] isHole = new boolean[outside.count() + 1];
        for (int label = 1; label < isHole.length; label++) {
            PixelBox box = outside.box(label);
            isHole[label] = box.x0() > 0 && box.y0() > 0 && box.x1() < mask.width() && box.y1() < mask.height();
        }
        boolean[] filled = mask.inside().clone();
        int[] labels = outside.labels();
        for (int index = 0; index < filled.length; index++) {
            filled[index] |= isHole[labels[index]];
        }
        return new Mask(mask.height(), mask.width(), filled);
    }
}
