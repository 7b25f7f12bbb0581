package dev.nacre.mammo.image;

/**
 * Interpolates linearly between the four source pixels around the place of each target pixel's centre, as OpenCV does
 * with {@code INTER_LINEAR}: the centre of target position p lies at {@code (p + 0.5) source / target - 0.5} in source
 * positions, and beyond the outer centres the outer pixel is repeated. There is no anti-aliasing: shrunk to less than
 * half, a picture loses pixels between the samples; use {@link AreaResize} or {@link LanczosResize} for that.
 */
public final class BilinearResize implements Resize {
    private final SeparableResize passes;

    /**
     * @param sourceHeight rows given
     * @param sourceWidth columns given
     * @param targetHeight rows wanted
     * @param targetWidth columns wanted
     */
    public BilinearResize(int sourceHeight, int sourceWidth, int targetHeight, int targetWidth) {
        ResizeAxis.check(sourceHeight, sourceWidth, targetHeight, targetWidth);
        passes = new SeparableResize(axis(sourceHeight, targetHeight), axis(sourceWidth, targetWidth));
    }

    @Override
    public float[] apply(GreyPicture picture, PixelBox box) {
        return passes.apply(picture, box);
    }

    SeparableResize passes() {
        return passes;
    }

    private static ResizeAxis axis(int source, int target) {
        double scale = (double) source / target;
        int[] first = new int[target];
        float[][] weights = new float[target][];
        for (int position = 0; position < target; position++) {
            double centre = Math.clamp((position + 0.5) * scale - 0.5, 0, source - 1);
            first[position] = (int) Math.floor(centre);
            float part = (float) (centre - first[position]);
            weights[position] = part == 0 ? new float[] {1} : new float[] {1 - part, part};
        }
        return ResizeAxis.of(source, first, weights);
    }
}
