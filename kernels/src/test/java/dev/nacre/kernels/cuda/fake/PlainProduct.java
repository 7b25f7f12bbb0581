package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.PlannedProduct;
import dev.nacre.kernels.cuda.driver.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** A product with its bias by plain loops. */
final class PlainProduct {
    private PlainProduct() {
    }

    static void run(PlannedProduct sizes, List<Region> tensors) {
        MemorySegment a = PlainConvolution.memory(tensors.get(0));
        MemorySegment b = PlainConvolution.memory(tensors.get(1));
        MemorySegment bias = PlainConvolution.memory(tensors.get(2));
        MemorySegment before = PlainConvolution.memory(tensors.get(3));
        MemorySegment y = PlainConvolution.memory(tensors.getLast());
        for (long place = 0; place < sizes.rows() * sizes.columns(); place++) {
            long row = place / sizes.columns();
            long column = place % sizes.columns();
            double sum = bias.getAtIndex(ValueLayout.JAVA_FLOAT, column)
                    + (sizes.residual() ? before.getAtIndex(ValueLayout.JAVA_FLOAT, place) : 0);
            for (long k = 0; k < sizes.inner(); k++) {
                sum += factor(a, sizes.halves(), row * sizes.inner() + k)
                        * factor(b, sizes.halves(), k * sizes.columns() + column);
            }
            y.setAtIndex(ValueLayout.JAVA_FLOAT, place, (float) sum);
        }
    }

    private static double factor(MemorySegment matrix, boolean half, long index) {
        return half ? Float.intBitsToFloat(matrix.getAtIndex(ValueLayout.JAVA_SHORT, index) << Short.SIZE)
                : matrix.getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }
}
