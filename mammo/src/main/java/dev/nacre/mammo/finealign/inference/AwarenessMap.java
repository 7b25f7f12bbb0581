package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.image.PictureMap;

/**
 * The map of specification §2.6 that is shown in the paper's way: {@code M = 1 − max(a, 0.4 h)}. Lesions are dark,
 * dense tissue is grey and fat is white. Dense tissue alone stays at 0.6 or above, so that no threshold of the paper
 * ever takes it for a lesion.
 */
public final class AwarenessMap {
    /** The paper's threshold of validation: lesions lie below. */
    public static final double VALIDATION_THRESHOLD = 0.58;
    /** The paper's threshold of the test. */
    public static final double TEST_THRESHOLD = 0.5;
    private static final float VEIL_SHARE = 0.4f;

    private AwarenessMap() {
    }

    /** The map; a new array. @param awareness a, 0 to 1 @param veil h, 0 to 1 */
    public static PictureMap of(PictureMap awareness, PictureMap veil) {
        float[] map = new float[awareness.values().length];
        for (int index = 0; index < map.length; index++) {
            map[index] = 1 - Math.max(awareness.values()[index], VEIL_SHARE * veil.values()[index]);
        }
        return new PictureMap(awareness.height(), awareness.width(), map);
    }
}
