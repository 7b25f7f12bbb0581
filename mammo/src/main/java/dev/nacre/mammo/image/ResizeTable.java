package dev.nacre.mammo.image;

import java.util.function.IntUnaryOperator;

/**
 * A {@link ResizeAxis} as a device takes it: as many weights for each position, zeros behind those that it needs, and
 * zeros alone where nothing of the picture lies.
 *
 * @param starts  first source position of each position
 * @param weights {@code [positions, terms]}, of that source position and those that follow it
 */
record ResizeTable(int[] starts, float[] weights) {
    /**
     * A table.
     *
     * @param size   positions of the result
     * @param resized which position of the resized side lies at one of the result; none where it is outside
     */
    static ResizeTable of(ResizeAxis axis, int size, IntUnaryOperator resized) {
        int terms = axis.mostTaps();
        int[] starts = new int[size];
        float[] weights = new float[Math.multiplyExact(size, terms)];
        for (int position = 0; position < size; position++) {
            int from = resized.applyAsInt(position);
            if (from >= 0 && from < axis.target()) {
                starts[position] = axis.first()[from];
                int begin = axis.begin()[from];
                System.arraycopy(axis.weights(), begin, weights, position * terms, axis.begin()[from + 1] - begin);
            }
        }
        return new ResizeTable(starts, weights);
    }
}
