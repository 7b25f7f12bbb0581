package dev.nacre.kernels.cpu;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.MachineCode;
import dev.nacre.kernels.cpu.jit.StripProduct;
import dev.nacre.kernels.cpu.jit.TileStripProduct;

/**
 * {@code result[rows, columns] (+)= left[rows, depth] · right[depth, columns]} with emitted code in the precision of
 * the operation; the right factor is packed once, left factors are read where they lie, results are float32.
 */
sealed interface AttentionProduct {
    /** Bytes of the packed right factor. */
    long packedBytes();

    /** Bytes that one thread needs while it multiplies. */
    long scratchBytes();

    /**
     * Packs a right factor of float32.
     *
     * @param stride     from a row of it to the next as it lies, in elements
     * @param transposed whether it lies as {@code [columns, depth]}
     */
    void pack(long right, long stride, boolean transposed, long packed);

    /** Multiplies. */
    void run(long left, long packed, long result, long rows, long scratch);

    /** Which type factors have that only products read. */
    static DType weightType(Precision precision) {
        return precision == Precision.BFLOAT16 && MachineCode.hasTiles() ? DType.BFLOAT16 : DType.FLOAT32;
    }

    /**
     * A product in float32, or in bfloat16 where the precision asks for it and the processor has tiles.
     *
     * @param left         type of the left factor
     * @param leftStride   from a row of it to the next, in elements
     * @param resultStride the same of the result
     */
    static AttentionProduct of(Precision precision, int depth, int columns, DType left, long leftStride,
            long resultStride, boolean accumulate) {
        var epilogue = accumulate ? Epilogue.ADD : Epilogue.STORE;
        return weightType(precision) == DType.BFLOAT16
                ? new InTiles(TileStripProduct.of(depth, columns, leftStride, left == DType.FLOAT32, resultStride,
                        true, epilogue))
                : new InFloats(StripProduct.of(depth, columns, leftStride, resultStride, epilogue));
    }

    /** In float32. */
    record InFloats(StripProduct product) implements AttentionProduct {
        @Override
        public long packedBytes() {
            return product.packedFloats() * Float.BYTES;
        }

        @Override
        public long scratchBytes() {
            return 0;
        }

        @Override
        public void pack(long right, long stride, boolean transposed, long packed) {
            product.pack(right, stride, transposed, packed);
        }

        @Override
        public void run(long left, long packed, long result, long rows, long scratch) {
            product.run(left, packed, result, rows, 0, 0);
        }
    }

    /** In bfloat16, sums in float32. */
    record InTiles(TileStripProduct product) implements AttentionProduct {
        @Override
        public long packedBytes() {
            return product.packedBytes();
        }

        @Override
        public long scratchBytes() {
            return product.scratchBytes();
        }

        @Override
        public void pack(long right, long stride, boolean transposed, long packed) {
            product.pack(right, stride, transposed, true, packed);
        }

        @Override
        public void run(long left, long packed, long result, long rows, long scratch) {
            product.run(left, packed, result, rows, 0, 0, scratch);
        }
    }
}
