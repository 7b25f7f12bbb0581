package dev.nacre.mammo.image;

/**
 * Resizes a picture as OpenCV does with {@code INTER_AREA}, without rounding to whole levels. When neither side
 * grows, each target pixel is the mean of the source pixels it covers, weighted by the covered part. When a side
 * grows, both are interpolated linearly, with the offsets that OpenCV uses for this mode, which keep the pixels of a
 * whole factor unchanged up to the last one before the next.
 */
public final class AreaResize implements Resize {
    /** Covered parts smaller than this are rounding errors of the borders. */
    private static final double NEGLIGIBLE = 1e-3;

    private final SeparableResize passes;

    /**
     * @param sourceHeight rows given
     * @param sourceWidth columns given
     * @param targetHeight rows wanted
     * @param targetWidth columns wanted
     */
    public AreaResize(int sourceHeight, int sourceWidth, int targetHeight, int targetWidth) {
        ResizeAxis.check(sourceHeight, sourceWidth, targetHeight, targetWidth);
        boolean shrinks = sourceHeight >= targetHeight && sourceWidth >= targetWidth;
        passes = new SeparableResize(
                shrinks ? covering(sourceHeight, targetHeight) : linear(sourceHeight, targetHeight),
                shrinks ? covering(sourceWidth, targetWidth) : linear(sourceWidth, targetWidth));
    }

    @Override
    public float[] apply(GreyPicture picture, PixelBox box) {
        return passes.apply(picture, box);
    }

    SeparableResize passes() {
        return passes;
    }

    private static ResizeAxis covering(int source, int target) {
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
        return ResizeAxis.of(source, first, weights);
    }

    private static ResizeAxis linear(int source, int target) {
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
        return ResizeAxis.of(source, first, weights);
    }
}
