package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.phantom.breast.BreastShape;

/**
 * Sizes of breasts. Compressed thickness has a mean of 59 mm and a deviation of 16 mm (Yaffe et al. 2009), thicker in
 * large breasts.
 */
final class BreastForm {
    private static final double USUAL_DEPTH = 80;
    private static final double USUAL_RADIUS = 66;
    private static final double USUAL_THICKNESS = 59;
    private static final double SKIN = 1.5;
    /** Two breasts of a woman differ by about so many parts of a hundred. */
    private static final double DIFFERENCE = 0.03;

    private final double deepest;

    /** @param field millimetres that a picture shows from side to side */
    BreastForm(double field) {
        // Compression carries the nipple forward; it shall still be in the picture.
        deepest = Math.clamp(0.72 * field, 50, 110);
    }

    /** The form of a woman's breast; both have the same draw of the woman, and another one of their own. */
    BreastShape draw(Draw woman, Draw own) {
        double size = StrictMath.exp(0.16 * woman.normal(0)) * (1 + DIFFERENCE * own.normal(0));
        double depth = Math.clamp(USUAL_DEPTH * size * (1 + 0.08 * woman.normal(1)), 45, deepest);
        double radius = Math.clamp(USUAL_RADIUS * size * (1 + 0.05 * woman.normal(2)), 48, 88);
        double thickness = Math.clamp(USUAL_THICKNESS * size + 10 * woman.normal(3) + 2 * own.normal(1), 28, 90);
        double fat = Math.clamp(7 * size + 2.5 * woman.normal(4), 2, 18);
        return new BreastShape(depth, radius, SKIN + 0.3 * woman.key().uniform(5), thickness, fat,
                Math.clamp(45 + 12 * woman.normal(6) + 3 * own.normal(2), 15, 75));
    }
}
