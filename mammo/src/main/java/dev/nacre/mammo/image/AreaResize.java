package dev.nacre.mammo.image;

/**
 * Resizes a picture as OpenCV does with {@code INTER_AREA}, without rounding to whole levels. When neither side
 * grows, each target pixel is the mean of the source pixels it covers, weighted by the covered part. When a side
 * grows, both are interpolated linearly, with the offsets that OpenCV uses for this mode, which keep the pixels of a
 * whole factor unchanged up to the last one before the next.
 */
public final class AreaResize {
    private final Axis rows;
    private final Axis columns;

    /**
     * @param sourceHeight rows given
     * @param sourceWidth columns given
     * @param targetHeight rows wanted
     * @param targetWidth columns wanted
     */
    public AreaResize(int sourceHeight, int sourceWidth, int targetHeight, int targetWidth) {
        if (sourceHeight < 1 || sourceWidth < 1 || targetHeight < 1 || targetWidth < 1) {
            throw new IllegalArgumentException("sizes must be at least 1: from " + sourceHeight + " x " + sourceWidth
                    + " to " + targetHeight + " x " + targetWidth);
        }
        boolean shrinks = sourceHeight >= targetHeight && sourceWidth >= targetWidth;
        this.rows = shrinks ? Axis.covering(sourceHeight, targetHeight) : Axis.linear(sourceHeight, targetHeight);
        this.columns = shrinks ? Axis.covering(sourceWidth, targetWidth) : Axis.linear(sourceWidth, targetWidth);
    }

    /** The resized levels, {@code [targetHeight, targetWidth]}, row-major. */
    public float[] apply(GreyPicture picture) {
        if (picture.height() != rows.source() || picture.width() != columns.source()) {
            throw new IllegalArgumentException("this resizes pictures of " + rows.source() + " x " + columns.source()
                    + ", got " + picture.height() + " x " + picture.width());
        }
        int width = columns.target();
        float[] narrowed = new float[picture.height() * width];
        for (int row = 0; row < picture.height(); row++) {
            for (int column = 0; column < width; column++) {
                narrowed[row * width + column] = weighed(picture, row, column);
            }
        }
        float[] resized = new float[rows.target() * width];
        for (int row = 0; row < rows.target(); row++) {
            float[] weights = rows.weights()[row];
            for (int tap = 0; tap < weights.length; tap++) {
                int from = (rows.first()[row] + tap) * width;
                for (int column = 0; column < width; column++) {
                    resized[row * width + column] += weights[tap] * narrowed[from + column];
                }
            }
        }
        return resized;
    }

    private float weighed(GreyPicture picture, int row, int column) {
        float[] weights = columns.weights()[column];
        int first = columns.first()[column];
        float sum = 0;
        for (int tap = 0; tap < weights.length; tap++) {
            sum += weights[tap] * picture.level(row, first + tap);
        }
        return sum;
    }

    /**
     * Which source positions make up each target position of one axis.
     *
     * @param source positions given
     * @param target positions wanted
     * @param first the first source position of each target position
     * @param weights of that position and those that follow it, summing to 1
     */
    private record Axis(int source, int target, int[] first, float[][] weights) {
        /** Covered parts smaller than this are rounding errors of the borders. */
        private static final double NEGLIGIBLE = 1e-3;

        static Axis covering(int source, int target) {
            double scale = (double) source / target;
            int[] first = new int[target];
            float[][] weights = new float[target][];
            for (int position = 0; position < target; position++) {
                double from = position * scale;
                double to = Math.min(from + scale, source);
                double covered = to - from;
                int low = (int) Math.floor(from + NEGLIGIBLE);
                int high = Math.max(low + 1, (int) Math.ceil(to - NEGLIGIBLE));
                first[position] = low;
                weights[position] = new float[high - low];
                for (int index = low; index < high; index++) {
                    double part = Math.min(to, index + 1.0) - Math.max(from, index);
                    weights[position][index - low] = (float) (part / covered);
                }
            }
            return new Axis(source, target, first, weights);
        }

        static Axis linear(int source, int target) {
            double scale = (double) source / target;
            double inverse = (double) target / source;
            int[] first = new int[target];
            float[][] weights = new float[target][];
            for (int position = 0; position < target; position++) {
                int low = (int) Math.floor(position * scale);
                double beyond = (position + 1) - (low + 1) * inverse;
                float part = beyond <= 0 ? 0 : (float) (beyond - Math.floor(beyond));
                first[position] = Math.min(low, source - 1);
                weights[position] = low >= source - 1 ? new float[] {1} : new float[] {1 - part, part};
            }
            return new Axis(source, target, first, weights);
        }
    }
}
