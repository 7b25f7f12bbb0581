package dev.nacre.mammo.phantom;

/**
 * Where something lies in a breast, as both views show it: at the same distance from the nipple, in the direction that
 * each view shows.
 *
 * @param distance from the nipple in centimetres
 * @param outwardAngle in the CC view, radians from the line that runs from the nipple straight to the chest wall;
 *     positive towards the arm
 * @param upwardAngle the same in the MLO view; positive towards the shoulder
 */
public record LesionPlace(double distance, double outwardAngle, double upwardAngle) {
    private static final double CENTRAL = 0.14;

    /** Such as "upper outer quadrant". */
    public String quadrant() {
        if (Math.abs(outwardAngle) < CENTRAL && Math.abs(upwardAngle) < CENTRAL) {
            return "central region";
        }
        return (upwardAngle >= 0 ? "upper " : "lower ") + (outwardAngle >= 0 ? "outer" : "inner") + " quadrant";
    }
}
