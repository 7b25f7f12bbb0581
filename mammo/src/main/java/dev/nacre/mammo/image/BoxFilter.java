package dev.nacre.mammo.image;

/**
 * The mean over the square of side {@code 2 radius + 1} around each pixel, at the border over the part of the square
 * that lies within the picture. Running sums along columns and then along rows: a few additions a pixel whatever the
 * radius (Crow 1984, "Summed-area tables", without the table). Sums are double; values must be finite, since one that
 * is not would stay in the running sums.
 *
 * @param radius at least 0
 */
public record BoxFilter(int radius) {
    /** Refuses a negative radius. */
    public BoxFilter {
        if (radius < 0) {
            throw new IllegalArgumentException("a box of radius " + radius + ": give at least 0");
        }
    }

    /**
     * The means; a new array.
     *
     * @param values {@code [height, width]}, row-major
     */
    public double[] mean(double[] values, int height, int width) {
        // A wider square sees no more of the picture.
        int reach = Math.min(radius, Math.max(height, width));
        double[] means = new double[values.length];
        double[] columns = new double[width];
        double[] line = new double[width];
        for (int row = 0; row < Math.min(reach, height); row++) {
            add(columns, line, values, row * width, 1);
        }
        for (int row = 0; row < height; row++) {
            if (row + reach < height) {
                add(columns, line, values, (row + reach) * width, 1);
            }
            if (row - reach - 1 >= 0) {
                add(columns, line, values, (row - reach - 1) * width, -1);
            }
            int rows = Math.min(height, row + reach + 1) - Math.max(0, row - reach);
            alongRow(columns, rows, reach, means, row * width);
        }
        return means;
    }

    /** As {@link #mean(double[], int, int)}. */
    public float[] mean(float[] values, int height, int width) {
        double[] wide = new double[values.length];
        for (int index = 0; index < wide.length; index++) {
            wide[index] = values[index];
        }
        double[] means = mean(wide, height, width);
        float[] narrow = new float[values.length];
        for (int index = 0; index < narrow.length; index++) {
            narrow[index] = (float) means[index];
        }
        return narrow;
    }

    private static void add(double[] columns, double[] line, double[] values, int start, int sign) {
        // A loop without offsets becomes a vector loop.
        System.arraycopy(values, start, line, 0, line.length);
        for (int column = 0; column < columns.length; column++) {
            columns[column] += sign * line[column];
        }
    }

    private static void alongRow(double[] columns, int rows, int reach, double[] means, int start) {
        int width = columns.length;
        double sum = 0;
        for (int column = 0; column < Math.min(reach, width); column++) {
            sum += columns[column];
        }
        for (int column = 0; column < width; column++) {
            double entering = column + reach < width ? columns[column + reach] : 0;
            double leaving = column - reach - 1 >= 0 ? columns[column - reach - 1] : 0;
            sum += entering - leaving;
            int across = Math.min(width, column + reach + 1) - Math.max(0, column - reach);
            means[start + column] = sum / ((double) rows * across);
        }
    }
}
