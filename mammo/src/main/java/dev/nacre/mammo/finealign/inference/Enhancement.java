package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.image.GuidedFilter;
import dev.nacre.mammo.image.PictureMap;

/**
 * The abnormality-enhanced mammogram of specification §2.6: {@code E = x − (1 − g) relu(x − Y)} with
 * {@code g = α + (1 − α) a'}, where Y is the background and a' the awareness after a guided filter along the picture's
 * edges. What the model is aware of keeps its texture; other dense tissue fades towards fat. Nothing is divided, and
 * {@code min(x, Y) ≤ E ≤ x} holds exactly.
 *
 * <p>The filter may spread awareness and never takes any away: a' is at least a, so that E = x exactly where a = 1.
 *
 * @param floor α, what remains where nothing is aware, 0 to 1
 * @param radius of the filter's squares in a picture whose longer side has 1024 pixels
 * @param epsilon of the filter, in squared levels
 */
public record Enhancement(double floor, double radius, double epsilon) {
    /** The recommended one. */
    public static final Enhancement RECOMMENDED = new Enhancement(0.25, 16, 1e-3);
    private static final double SIDE = 1024;

    /** Refuses a floor that is no share. */
    public Enhancement {
        if (!(floor >= 0 && floor <= 1) || !(radius >= 0)) {
            throw new IllegalArgumentException("an enhancement with the floor " + floor + " and the radius " + radius
                    + ": give a floor from 0 to 1 and a radius of at least 0");
        }
    }

    /**
     * The enhanced picture; a new array.
     *
     * @param picture x, 0 to 1
     * @param background Y, of the same size
     * @param awareness a, 0 to 1
     */
    public PictureMap of(PictureMap picture, PictureMap background, PictureMap awareness) {
        int pixels = (int) Math.max(1, Math.rint(radius * Math.max(picture.height(), picture.width()) / SIDE));
        float[] spread = new GuidedFilter(pixels, epsilon).apply(picture.values(), awareness.values(),
                picture.height(), picture.width());
        float[] enhanced = new float[spread.length];
        for (int index = 0; index < enhanced.length; index++) {
            float x = picture.values()[index];
            float residual = Math.max(0, x - background.values()[index]);
            double aware = Math.clamp(Math.max(spread[index], awareness.values()[index]), 0, 1);
            double kept = floor + (1 - floor) * aware;
            // The bounds hold before rounding; afterwards the last bit may have to be told.
            enhanced[index] = Math.clamp((float) (x - (1 - kept) * residual),
                    Math.min(x, background.values()[index]), x);
        }
        return new PictureMap(picture.height(), picture.width(), enhanced);
    }
}
