package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.kernels.cpu.jit.StripGradient;
import dev.nacre.kernels.cpu.jit.TileStripGradient;

/** {@code result[columns of left, columns of right] += leftᵀ · right} over some rows, as {@link AttentionProduct}. */
sealed interface AttentionColumns {
    /** Bytes that one thread needs while it multiplies. */
    long scratchBytes();

    /** Multiplies. */
    void run(long left, long right, long result, long scratch);

    /**
     * The product of so many rows; the left factor has the type of weights, the right one is float32.
     *
     * @param leftStride   from a row to the next, in elements
     * @param rightStride  the same of the right factor
     * @param resultStride the same of the result
     */
    static AttentionColumns of(Precision precision, int rows, int leftColumns, int rightColumns, long leftStride,
            long rightStride, long resultStride) {
        return AttentionProduct.weightType(precision) == DType.BFLOAT16
                ? new InTiles(TileStripGradient.of(rows, leftColumns, rightColumns, leftStride, false, rightStride,
                        true, resultStride, true))
                : new InFloats(StripGradient.of(rows, leftColumns, rightColumns, leftStride, rightStride,
                        resultStride, true));
    }

    /** In float32. */
    record InFloats(StripGradient product) implements AttentionColumns {
        @Override
        public long scratchBytes() {
            return 0;
        }

        @Override
        public void run(long left, long right, long result, long scratch) {
            product.run(left, right, result);
        }
    }

    /** In bfloat16, sums in float32. */
    record InTiles(TileStripGradient product) implements AttentionColumns {
        @Override
        public long scratchBytes() {
            return product.scratchBytes();
        }

        @Override
        public void run(long left, long right, long result, long scratch) {
            product.run(left, right, result, scratch);
        }
    }
}
