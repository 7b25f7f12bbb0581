package dev.nacre.mammo.image;

/**
 * The levels of a picture between its pixels.
 *
 * @param levels {@code [height, width]}, row-major
 * @param height rows
 * @param width columns
 * @param border what lies beyond
 */
record BilinearSampler(float[] levels, int height, int width, Border border) {
    BilinearSampler {
        if (height < 1 || width < 1 || levels.length != Math.multiplyExact(height, width)) {
            throw new IllegalArgumentException("a picture of " + height + " x " + width
                    + " needs height x width levels, got " + levels.length);
        }
    }

    /** The level at a place of the plane ({@link PlanePoint}): at a pixel's centre the pixel's own. */
    float at(double x, double y) {
        double fromLeft = x - 0.5;
        double fromTop = y - 0.5;
        // Far outside, the cast to int would not be the floor any more.
        if (!(Math.abs(fromLeft) < 1e9 && Math.abs(fromTop) < 1e9)) {
            return far();
        }
        int column = (int) Math.floor(fromLeft);
        int row = (int) Math.floor(fromTop);
        float right = (float) (fromLeft - column);
        float below = (float) (fromTop - row);
        float topLeft;
        float topRight;
        float bottomLeft;
        float bottomRight;
        if (row >= 0 && row < height - 1 && column >= 0 && column < width - 1) {
            int index = row * width + column;
            topLeft = levels[index];
            topRight = levels[index + 1];
            bottomLeft = levels[index + width];
            bottomRight = levels[index + width + 1];
        } else {
            topLeft = level(row, column);
            topRight = level(row, column + 1);
            bottomLeft = level(row + 1, column);
            bottomRight = level(row + 1, column + 1);
        }
        float top = (1 - right) * topLeft + right * topRight;
        float bottom = (1 - right) * bottomLeft + right * bottomRight;
        return (1 - below) * top + below * bottom;
    }

    private float level(int row, int column) {
        return switch (border) {
            case Border.Constant(float outside) -> row >= 0 && row < height && column >= 0 && column < width
                    ? levels[row * width + column] : outside;
            case Border.Reflect101() -> levels[reflected(row, height) * width + reflected(column, width)];
        };
    }

    private float far() {
        return switch (border) {
            case Border.Constant(float outside) -> outside;
            case Border.Reflect101() -> levels[0];
        };
    }

    /** The position within {@code size} that a mirror at both outer positions shows. */
    private static int reflected(int position, int size) {
        if (size == 1) {
            return 0;
        }
        int period = 2 * size - 2;
        int within = Math.floorMod(position, period);
        return within < size ? within : period - within;
    }
}
