package dev.nacre.kernels.cuda.fake;

import dev.nacre.core.DType;
import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.PlannedAttentionGradient;
import dev.nacre.kernels.cuda.driver.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Attention and its derivative by plain loops: what a vendor's library would compute, but for the rounding of its
 * weights and slopes.
 */
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

    static void run(PlannedAttentionGradient gradient, List<Region> tensors) {
        PlannedAttention sizes = gradient.attention();
        List<MemorySegment> in = tensors.stream().map(PlainConvolution::memory).toList();
        int width = (int) sizes.width();
        in.subList(7, 9).forEach(result -> result.fill((byte) 0));
        for (long row = 0; row < sizes.batch() * sizes.heads() * sizes.queries(); row++) {
            double mean = 0;
            for (long c = row * width; c < (row + 1) * width; c++) {
                mean += half(in.get(5), c) * in.get(3).getAtIndex(ValueLayout.JAVA_FLOAT, c);
            }
            in.get(9).setAtIndex(ValueLayout.JAVA_FLOAT, row, (float) mean);
            double[] dq = new double[width];
            long first = row / sizes.queries() * sizes.keys();
            for (long key = first; key < first + sizes.keys(); key++) {
                double weight = Math.exp(sizes.scale() * dot(in.get(0), row, in.get(1), key, width)
                        - in.get(4).getAtIndex(ValueLayout.JAVA_FLOAT, row));
                double slope = sizes.scale() * weight * (dot(in.get(5), row, in.get(2), key, width) - mean);
                for (int c = 0; c < width; c++) {
                    dq[c] += slope * half(in.get(1), key * width + c);
                    add(in.get(7), key * width + c, slope * half(in.get(0), row * width + c));
                    add(in.get(8), key * width + c, weight * half(in.get(5), row * width + c));
                }
            }
            for (int c = 0; c < width; c++) {
                DType.BFLOAT16.set(in.get(6), row * width + c, dq[c]);
            }
        }
    }

    private static void add(MemorySegment sums, long place, double term) {
        sums.setAtIndex(ValueLayout.JAVA_FLOAT, place, (float) (sums.getAtIndex(ValueLayout.JAVA_FLOAT, place) + term));
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
