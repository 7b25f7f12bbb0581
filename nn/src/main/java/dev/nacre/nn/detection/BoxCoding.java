package dev.nacre.nn.detection;

/**
 * How a box is told from its anchor (Girshick et al. 2014): by how far the centre moves, as a part of the anchor's
 * sides, and by the logarithms of the factors on the sides, each divided by its usual size:
 * ((x − xₐ)/wₐ, (y − yₐ)/hₐ)/centre and (ln w/wₐ, ln h/hₐ)/size.
 *
 * @param centre usual size of a move
 * @param size usual size of a logarithm
 */
public record BoxCoding(double centre, double size) {
    /** A tenth and a fifth. */
    public static final BoxCoding RETINA_NET = new BoxCoding(0.1, 0.2);
    /** Numbers of a code. */
    public static final int LENGTH = 4;
    private static final double SMALLEST_SIDE = 1;

    /** Refuses usual sizes that are none. */
    public BoxCoding {
        if (!(centre > 0 && size > 0)) {
            throw new IllegalArgumentException("usual sizes of " + centre + " and " + size + ": give numbers above 0");
        }
    }

    /** {@code [dx, dy, dw, dh]} of a box; sides below one pixel count as one. */
    public double[] encode(BoundingBox anchor, BoundingBox box) {
        double width = Math.max(SMALLEST_SIDE, box.width());
        double height = Math.max(SMALLEST_SIDE, box.height());
        return new double[] {
            (box.x0() + box.width() / 2 - anchor.x0() - anchor.width() / 2) / anchor.width() / centre,
            (box.y0() + box.height() / 2 - anchor.y0() - anchor.height() / 2) / anchor.height() / centre,
            StrictMath.log(width / anchor.width()) / size,
            StrictMath.log(height / anchor.height()) / size};
    }

    /**
     * The box of a code.
     *
     * @param codes many of them, one after the other
     * @param first where this one begins
     */
    public BoundingBox decode(BoundingBox anchor, float[] codes, int first) {
        double x = anchor.x0() + anchor.width() / 2 + codes[first] * centre * anchor.width();
        double y = anchor.y0() + anchor.height() / 2 + codes[first + 1] * centre * anchor.height();
        double halfWidth = StrictMath.exp(codes[first + 2] * size) * anchor.width() / 2;
        double halfHeight = StrictMath.exp(codes[first + 3] * size) * anchor.height() / 2;
        return new BoundingBox(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }
}
