package dev.nacre.mammo.image;

/**
 * An affine map of a picture about its centre: a point (x, y) from the centre goes to
 * {@code (a x + b y + shiftX, c x + d y + shiftY)}.
 */
record AffineMap(double a, double b, double c, double d, double shiftX, double shiftY) {

    /** Scale, then shear, then rotate, then shift; angles in degrees, shifts in pixels. */
    static AffineMap of(double rotation, double shearX, double shearY, double scaleX, double scaleY,
            double shiftX, double shiftY) {
        // StrictMath gives the same bits in the interpreter and in compiled code.
        double cosine = StrictMath.cos(Math.toRadians(rotation));
        double sine = StrictMath.sin(Math.toRadians(rotation));
        double tangentX = StrictMath.tan(Math.toRadians(shearX));
        double tangentY = StrictMath.tan(Math.toRadians(shearY));
        return new AffineMap(
                (cosine - sine * tangentY) * scaleX, (cosine * tangentX - sine) * scaleY,
                (sine + cosine * tangentY) * scaleX, (sine * tangentX + cosine) * scaleY, shiftX, shiftY);
    }

    /** The mapped picture, interpolated linearly; what comes from outside gets the picture's lowest level. */
    float[] apply(float[] levels, int height, int width) {
        double determinant = a * d - b * c;
        float black = Float.POSITIVE_INFINITY;
        for (float level : levels) {
            black = Math.min(black, level);
        }
        double centreX = (width - 1) / 2.0;
        double centreY = (height - 1) / 2.0;
        float[] mapped = new float[levels.length];
        for (int row = 0; row < height; row++) {
            double y = row - centreY - shiftY;
            for (int column = 0; column < width; column++) {
                double x = column - centreX - shiftX;
                double fromX = (d * x - b * y) / determinant + centreX;
                double fromY = (a * y - c * x) / determinant + centreY;
                mapped[row * width + column] = interpolated(levels, height, width, fromX, fromY, black);
            }
        }
        return mapped;
    }

    private static float interpolated(float[] levels, int height, int width, double x, double y, float black) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        float right = (float) (x - column);
        float below = (float) (y - row);
        float top = (1 - right) * level(levels, height, width, row, column, black)
                + right * level(levels, height, width, row, column + 1, black);
        float bottom = (1 - right) * level(levels, height, width, row + 1, column, black)
                + right * level(levels, height, width, row + 1, column + 1, black);
        return (1 - below) * top + below * bottom;
    }

    private static float level(float[] levels, int height, int width, int row, int column, float black) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        return inside ? levels[row * width + column] : black;
    }
}
