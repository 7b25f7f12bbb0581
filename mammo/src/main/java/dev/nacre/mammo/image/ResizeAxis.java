package dev.nacre.mammo.image;

/**
 * Which source positions make up each target position of one axis, and with which weights.
 *
 * @param source positions given
 * @param target positions wanted
 * @param first the first source position of each target position, never decreasing
 * @param begin where the weights of each target position begin, {@code [target + 1]}
 * @param weights of the first position and those that follow it, summing to 1 for each target position
 */
record ResizeAxis(int source, int target, int[] first, int[] begin, float[] weights) {
    /** Of one array of weights for each target position. */
    static ResizeAxis of(int source, int[] first, float[][] weights) {
        int[] begin = new int[first.length + 1];
        for (int position = 0; position < first.length; position++) {
            begin[position + 1] = begin[position] + weights[position].length;
        }
        float[] joined = new float[begin[first.length]];
        for (int position = 0; position < first.length; position++) {
            System.arraycopy(weights[position], 0, joined, begin[position], weights[position].length);
        }
        return new ResizeAxis(source, first.length, first, begin, joined);
    }

    /** The most source positions that one target position needs. */
    int mostTaps() {
        int most = 0;
        for (int position = 0; position < target; position++) {
            most = Math.max(most, begin[position + 1] - begin[position]);
        }
        return most;
    }

    /** Refuses sizes without pixels. */
    static void check(int sourceHeight, int sourceWidth, int targetHeight, int targetWidth) {
        if (sourceHeight < 1 || sourceWidth < 1 || targetHeight < 1 || targetWidth < 1) {
            throw new IllegalArgumentException("sizes must be at least 1: from " + sourceHeight + " x " + sourceWidth
                    + " to " + targetHeight + " x " + targetWidth);
        }
    }
}
