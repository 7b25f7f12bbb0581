package dev.nacre.mammo.image;

/**
 * Resizes with the Lanczos kernel of three lobes, {@code sinc(t) sinc(t / 3)} for |t| &lt; 3 (Duchon 1979, "Lanczos
 * filtering in one and two dimensions"). When a side shrinks, the kernel is stretched by the factor, which removes what
 * the smaller picture cannot hold (anti-aliasing), as Pillow's {@code LANCZOS} does. Centres lie at half pixels as in
 * {@link BilinearResize}; at the border the kernel is cut off and its weights are scaled to sum to 1. Edges overshoot:
 * results may lie below the lowest and above the highest level.
 */
public final class LanczosResize implements Resize {
    private static final int LOBES = 3;

    private final SeparableResize passes;

    /**
     * @param sourceHeight rows given
     * @param sourceWidth columns given
     * @param targetHeight rows wanted
     * @param targetWidth columns wanted
     */
    public LanczosResize(int sourceHeight, int sourceWidth, int targetHeight, int targetWidth) {
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
        double stretch = Math.max(scale, 1);
        int[] first = new int[target];
        float[][] weights = new float[target][];
        for (int position = 0; position < target; position++) {
            double centre = (position + 0.5) * scale;
            // A pixel takes part when its centre lies under the kernel, rounded to the nearest pixel border.
            int low = (int) Math.max(0, Math.floor(centre - LOBES * stretch + 0.5));
            int high = (int) Math.min(source, Math.floor(centre + LOBES * stretch + 0.5));
            double[] kernel = new double[high - low];
            double sum = 0;
            for (int index = low; index < high; index++) {
                kernel[index - low] = kernel((index + 0.5 - centre) / stretch);
                sum += kernel[index - low];
            }
            first[position] = low;
            weights[position] = new float[high - low];
            for (int index = 0; index < kernel.length; index++) {
                weights[position][index] = (float) (kernel[index] / sum);
            }
        }
        return ResizeAxis.of(source, first, weights);
    }

    private static double kernel(double distance) {
        return Math.abs(distance) < LOBES ? sinc(distance) * sinc(distance / LOBES) : 0;
    }

    private static double sinc(double distance) {
        double angle = Math.PI * distance;
        // StrictMath gives the same bits in the interpreter and in compiled code.
        return distance == 0 ? 1 : StrictMath.sin(angle) / angle;
    }
}
