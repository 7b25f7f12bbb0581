package dev.nacre.mammo.image;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Codes {@code rotated}, {@code mirrored} and {@code upside-down}. The usual hanging shows a left breast with its chest
 * wall on the left, a right breast with it on the right, and in the oblique view the armpit on top.
 */
final class OrientationGuard {
    private OrientationGuard() {
    }

    static List<PictureFinding> check(ReducedMammogram reduced) {
        Optional<ChestWall> wall = reduced.breast().flatMap(ChestWall::of);
        if (wall.isEmpty()) {
            return List.of();
        }
        ChestWall side = wall.get();
        if (side == ChestWall.TOP || side == ChestWall.BOTTOM) {
            return List.of(PictureFinding.report("rotated", "the chest wall is at the " + word(side)
                    + " of the picture, not at a side: turn the picture"));
        }
        Optional<Laterality> breast = reduced.mammogram().facts().laterality();
        boolean mirrored = side == ChestWall.LEFT ? breast.equals(Optional.of(Laterality.RIGHT))
                : breast.equals(Optional.of(Laterality.LEFT));
        boolean oblique = reduced.mammogram().facts().view().equals(Optional.of(View.MLO));
        boolean upsideDown = oblique && ArmpitEnd.isBelow(reduced.picture(), reduced.breast().orElseThrow(), side);
        if (mirrored && upsideDown) {
            return List.of(PictureFinding.report("upside-down", "the armpit seems to be at the bottom and the chest"
                    + " wall is on the " + word(side) + ", so the picture is turned by half a circle: turn it back"));
        }
        if (mirrored) {
            return List.of(PictureFinding.report("mirrored", "the chest wall is on the " + word(side)
                    + " although the file says that it is the other breast, so the picture is mirrored or the side is"
                    + " wrong: correct one of them"));
        }
        return !upsideDown ? List.of() : List.of(PictureFinding.report("upside-down",
                "the armpit seems to be at the bottom: exchange top and bottom of the picture"));
    }

    private static String word(ChestWall side) {
        return side.name().toLowerCase(Locale.ROOT);
    }
}
