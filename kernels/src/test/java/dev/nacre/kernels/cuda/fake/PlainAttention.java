package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/** Attention by plain loops: what a vendor's library would compute, but for the rounding of its weights. */
final class PlainAttention {
    private PlainAttention() {
    }

    static void run(PlannedAttention sizes, List<Region> tensors) {
        MemorySegment query = PlainConvolution.memory(tensors.get(0));
        MemorySegment key = PlainConvolution.memory(tensors.get(1));
        MemorySegment value = PlainConvolution.memory(tensors.get(2));
        MemorySegment y = PlainConvolution.memory(tensors.get(3));
        MemorySegment logSums = PlainConvolution.memory(tensors.get(4));
        double[] scores = new double[(int) sizes.keys()];
        for (long row = 0; row < sizes.batch() * sizes.heads() * sizes.queries(); row++) {
            long first = row / sizes.queries() * sizes.keys();
            for (int k = 0; k < scores.length; k++) {
                scores[k] = sizes.scale() * dot(query, row, key, first + k, sizes.width());
            }
            double largest = Arrays.stream(scores).max().orElseThrow();
            double logSum = largest + Math.log(Arrays.stream(scores).map(s -> Math.exp(s - largest)).sum());
            logSums.setAtIndex(ValueLayout.JAVA_FLOAT, row, (float) logSum);
            for (long c = 0; c < sizes.width(); c++) {
                double sum = 0;
                for (int k = 0; k < scores.length; k++) {
                    sum += Math.exp(scores[k] - logSum) * half(value, (first + k) * sizes.width() + c);
                }
                y.setAtIndex(ValueLayout.JAVA_FLOAT, row * sizes.width() + c, (float) sum);
            }
        }
    }

    private static double dot(MemorySegment a, long rowOfA, MemorySegment b, long rowOfB, long width) {
        double sum = 0;
        for (long c = 0; c < width; c++) {
            sum += half(a, rowOfA * width + c) * half(b, rowOfB * width + c);
        }
        return sum;
    }

    private static double half(MemorySegment tensor, long index) {
        return Float.intBitsToFloat(tensor.getAtIndex(ValueLayout.JAVA_SHORT, index) << Short.SIZE);
    }
}
