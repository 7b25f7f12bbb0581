package dev.nacre.mammo.image;

import java.util.Optional;

/** On which side of a picture the breast ends in the chest wall: broadly, where all other sides end in a curve. */
enum ChestWall {
    LEFT,
    RIGHT,
    TOP,
    BOTTOM;

    /** Thickness of the strip at each side of the breast's box, as a part of the box. */
    private static final double STRIP = 0.03;
    /** The chest wall takes more of its side of the box than this, and more than any other side by a margin. */
    private static final double BROAD = 0.6;
    private static final double MARGIN = 0.15;

    /** The side, if one is clearly broader than all others. */
    static Optional<ChestWall> of(Mask breast) {
        Optional<PixelBox> box = breast.box();
        if (box.isEmpty()) {
            return Optional.empty();
        }
        double broadest = 0;
        double next = 0;
        ChestWall found = LEFT;
        for (ChestWall side : values()) {
            double part = side.breadth(breast, box.get());
            if (part > broadest) {
                next = broadest;
                broadest = part;
                found = side;
            } else {
                next = Math.max(next, part);
            }
        }
        return broadest >= BROAD && broadest - next >= MARGIN ? Optional.of(found) : Optional.empty();
    }

    /** The part of this side of the box along which the breast lies within the strip. */
    double breadth(Mask breast, PixelBox box) {
        boolean upright = this == LEFT || this == RIGHT;
        int strip = Math.max(1, (int) (STRIP * (upright ? box.width() : box.height())));
        int length = upright ? box.height() : box.width();
        int covered = 0;
        for (int along = 0; along < length; along++) {
            boolean inside = false;
            for (int depth = 0; depth < strip; depth++) {
                inside |= switch (this) {
                    case LEFT -> breast.at(box.y0() + along, box.x0() + depth);
                    case RIGHT -> breast.at(box.y0() + along, box.x1() - 1 - depth);
                    case TOP -> breast.at(box.y0() + depth, box.x0() + along);
                    case BOTTOM -> breast.at(box.y1() - 1 - depth, box.x0() + along);
                };
            }
            covered += inside ? 1 : 0;
        }
        return (double) covered / length;
    }
}
