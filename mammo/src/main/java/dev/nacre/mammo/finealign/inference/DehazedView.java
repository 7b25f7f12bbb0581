package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.image.PictureMap;

/**
 * The classic way to look through a veil, for comparison: {@code clip((x − κ h A) / (1 − κ h), 0, 1)} with the veil h
 * and the brightest tissue A (He, Sun and Tang 2011, "Single image haze removal using dark channel prior", equation
 * 22, with the strength κ in place of their lower bound). Unlike {@link Enhancement} it amplifies noise under a thick
 * veil.
 *
 * @param strength κ, 0 for none, below 1
 */
public record DehazedView(double strength) {
    /** The recommended one. */
    public static final DehazedView RECOMMENDED = new DehazedView(0.9);

    /** Refuses a strength that would divide by zero. */
    public DehazedView {
        if (!(strength >= 0 && strength < 1)) {
            throw new IllegalArgumentException("a strength of " + strength + ": give 0 to less than 1");
        }
    }

    /**
     * The view; a new array.
     *
     * @param picture x, 0 to 1
     * @param veil h, 0 to 1
     * @param brightest A, such as the 99.5th percentile of the breast
     */
    public PictureMap of(PictureMap picture, PictureMap veil, double brightest) {
        float[] clear = new float[picture.values().length];
        for (int index = 0; index < clear.length; index++) {
            double veiled = strength * veil.values()[index];
            clear[index] = (float) Math.clamp((picture.values()[index] - veiled * brightest) / (1 - veiled), 0, 1);
        }
        return new PictureMap(picture.height(), picture.width(), clear);
    }
}
