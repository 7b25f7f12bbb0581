package dev.nacre.mammo.phantom.breast;

/**
 * A point in a breast as it is before any compression, in millimetres. The origin is the middle of the breast at the
 * chest wall.
 *
 * @param forward from the chest wall towards the nipple
 * @param outward from the middle of the body towards the arm, in either breast
 * @param upward towards the head
 */
public record BreastPoint(double forward, double outward, double upward) {
    private static final double CENTRAL = 10;

    /** How far another point is away, in millimetres. */
    public double distance(BreastPoint other) {
        double dx = forward - other.forward;
        double dy = outward - other.outward;
        double dz = upward - other.upward;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }

    /** The point moved by so many millimetres. */
    public BreastPoint moved(double byForward, double byOutward, double byUpward) {
        return new BreastPoint(forward + byForward, outward + byOutward, upward + byUpward);
    }

    /** Such as "upper outer quadrant"; "central region" near the line from the chest wall to the nipple. */
    public String region() {
        if (Math.sqrt(outward * outward + upward * upward) < CENTRAL) {
            return "central region";
        }
        return (upward >= 0 ? "upper " : "lower ") + (outward >= 0 ? "outer" : "inner") + " quadrant";
    }
}
