package dev.nacre.mammo.exam;

import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PectoralMuscle;
import dev.nacre.mammo.image.PictureMap;
import dev.nacre.mammo.image.PreparedPicture;
import java.util.Optional;

/**
 * A picture as the network sees it, where the breast is in it, and where in the breast lesions are looked for.
 *
 * @param picture with the chest wall on the left
 * @param breast muscle included; empty where nothing stands out
 * @param searched the breast without its rim and without the pectoral muscle, as far as that was found
 */
public record PreparedView(PreparedPicture picture, Mask breast, Mask searched) {
    /** Finds all. */
    public static PreparedView of(PreparedPicture picture, ExamView view) {
        Mask breast = BreastArea.of(picture);
        Optional<Mask> muscle = switch (view.view()) {
            case CC -> Optional.empty();
            case MLO -> PectoralMuscle.of(picture.levels(), breast);
        };
        boolean[] searched = breast.inside().clone();
        remove(searched, BreastRim.of(picture, breast));
        muscle.ifPresent(mask -> remove(searched, mask));
        return new PreparedView(picture, breast, new Mask(picture.height(), picture.width(), searched));
    }

    private static void remove(boolean[] from, Mask mask) {
        for (int index = 0; index < from.length; index++) {
            from[index] &= !mask.inside()[index];
        }
    }

    /** Levels from 0 for black to 1 for white; a new array. */
    public float[] unit() {
        float white = (1 << picture.bits()) - 1;
        float[] unit = new float[picture.levels().length];
        for (int index = 0; index < unit.length; index++) {
            unit[index] = picture.levels()[index] / white;
        }
        return unit;
    }

    /** The levels where lesions are looked for, the baseline that every map of lesions must beat. */
    public PictureMap brightness() {
        return new PictureMap(picture.height(), picture.width(), unit()).within(searched);
    }
}
