package dev.nacre.mammo.phantom.population;

import dev.nacre.mammo.phantom.breast.BreastShape;

/** Sizes of breasts. Large ones are thicker when they are compressed, and have more fat under the skin. */
final class BreastForm {
    private static final double USUAL_DEPTH = 94;
    private static final double USUAL_RADIUS = 76;
    private static final double USUAL_THICKNESS = 54;
    private static final double SKIN = 1.5;
    /** Two breasts of a woman differ by about so many parts of a hundred. */
    private static final double DIFFERENCE = 0.03;

    private final double deepest;

    /** @param field millimetres that a picture shows from side to side */
    BreastForm(double field) {
        // Compression carries the nipple forward; it shall still be in the picture.
        deepest = Math.clamp(0.78 * field, 60, 120);
    }

    /** The form of a woman's breast; both have the same draw of the woman, and another one of their own. */
    BreastShape draw(Draw woman, Draw own) {
        double size = StrictMath.exp(0.12 * woman.normal(0)) * (1 + DIFFERENCE * own.normal(0));
        double depth = Math.clamp(USUAL_DEPTH * size * (1 + 0.06 * woman.normal(1)), 60, deepest);
        double radius = Math.clamp(USUAL_RADIUS * size * (1 + 0.05 * woman.normal(2)), 58, 92);
        double thickness = Math.clamp(USUAL_THICKNESS * size + 6 * woman.normal(3) + 1.5 * own.normal(1), 33, 75);
        double fat = Math.clamp(9 * size + 2 * woman.normal(4), 5, 15);
        return new BreastShape(depth, radius, SKIN + 0.3 * woman.key().uniform(5), thickness, fat,
                Math.clamp(50 + 9 * woman.normal(6) + 3 * own.normal(2), 28, 70));
    }
}
