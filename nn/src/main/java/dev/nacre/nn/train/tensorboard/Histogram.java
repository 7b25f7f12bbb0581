package dev.nacre.nn.train.tensorboard;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * How often values lie where, in TensorFlow's buckets: each 1.1 times as wide as the one before, on either side of 0.
 * Values that are not finite are left out.
 *
 * @param limits upper limits of the buckets, which they include; from the first to the last bucket that is not empty
 * @param counts how many values each has
 */
record Histogram(double smallest, double largest, double count, double sum, double sumOfSquares, double[] limits,
        double[] counts) {
    private static final double FIRST = 1e-12;
    private static final double GROWTH = 1.1;
    private static final double LAST = 1e20;
    private static final double[] LIMITS = tensorFlowLimits();

    private static double[] tensorFlowLimits() {
        int side = 0;
        for (double limit = FIRST; limit < LAST; limit *= GROWTH) {
            side++;
        }
        double[] all = new double[2 * side + 2];
        double limit = FIRST;
        for (int i = 0; i < side; i++) {
            all[side - 1 - i] = -limit;
            all[side + 1 + i] = limit;
            limit *= GROWTH;
        }
        all[2 * side + 1] = Double.MAX_VALUE;
        return all;
    }

    /** Of all elements of a tensor. */
    static Histogram of(Tensor values) {
        try (Arena arena = Arena.ofConfined()) {
            return of(values.type(), values.download(arena), values.elements());
        }
    }

    private static Histogram of(DType type, MemorySegment values, long elements) {
        double smallest = Double.POSITIVE_INFINITY;
        double largest = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        double[] counts = new double[LIMITS.length];
        for (long i = 0; i < elements; i++) {
            double value = type.isFloating() ? type.get(values, i) : type.getLong(values, i);
            if (Double.isFinite(value)) {
                smallest = Math.min(smallest, value);
                largest = Math.max(largest, value);
                sum += value;
                squares += value * value;
                int found = Arrays.binarySearch(LIMITS, value);
                counts[found < 0 ? -1 - found : found]++;
            }
        }
        return smallest <= largest ? trimmed(smallest, largest, sum, squares, counts)
                : new Histogram(0, 0, 0, 0, 0, new double[] {0}, new double[] {0});
    }

    private static Histogram trimmed(double smallest, double largest, double sum, double squares, double[] counts) {
        int begin = 0;
        while (counts[begin] == 0) {
            begin++;
        }
        int end = counts.length;
        while (counts[end - 1] == 0) {
            end--;
        }
        double[] kept = Arrays.copyOfRange(counts, begin, end);
        return new Histogram(smallest, largest, Arrays.stream(kept).sum(), sum, squares,
                Arrays.copyOfRange(LIMITS, begin, end), kept);
    }
}
