package dev.nacre.mammo.finealign.exam;

import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PectoralMuscle;
import dev.nacre.mammo.image.PreparedPicture;

/**
 * A picture as the network sees it, and where breast and muscle are in it.
 *
 * @param picture with the chest wall on the left
 * @param breast muscle included; empty where nothing stands out
 * @param pectoral the muscle, as far as it was found; empty in CC views
 */
public record PreparedView(PreparedPicture picture, Mask breast, Mask pectoral) {
    /** Finds both. */
    public static PreparedView of(PreparedPicture picture, ExamView view) {
        Mask breast = BreastArea.of(picture);
        Mask none = new Mask(picture.height(), picture.width(), new boolean[picture.levels().length]);
        Mask muscle = switch (view.view()) {
            case CC -> none;
            case MLO -> PectoralMuscle.of(picture.levels(), breast).orElse(none);
        };
        return new PreparedView(picture, breast, muscle);
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
}
