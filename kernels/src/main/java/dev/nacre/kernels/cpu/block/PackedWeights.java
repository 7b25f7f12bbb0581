package dev.nacre.kernels.cpu.block;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.kernels.cpu.jit.Epilogue;
import dev.nacre.kernels.cpu.jit.StripProduct;
import dev.nacre.kernels.cpu.jit.TileStripProduct;

/**
 * A weight matrix prepared for products with strips of pixels, {@code strip [rows, depth] · weights [depth, columns]},
 * in the precision of the operation. The result is float32. Shared by threads, each with a {@link Product} of its own.
 */
final class PackedWeights implements AutoCloseable {
    private final Precision precision;
    private final int depth;
    private final int columns;
    private final Room packed;

    private PackedWeights(Precision precision, int depth, int columns, Room packed) {
        this.precision = precision;
        this.depth = depth;
        this.columns = columns;
        this.packed = packed;
    }

    /**
     * Packs.
     *
     * @param weights address of float32 {@code [depth, columns]}, or of {@code [columns, depth]} where transposed
     * @param stride  from a row of it to the next, in elements
     */
    static PackedWeights of(Precision precision, long weights, int depth, int columns, long stride,
            boolean transposed) {
        if (precision == Precision.FLOAT32) {
            var shape = StripProduct.of(depth, columns, depth, columns, Epilogue.STORE);
            var packed = Room.floats(shape.packedFloats());
            shape.pack(weights, stride, transposed, packed.address());
            return new PackedWeights(precision, depth, columns, packed);
        }
        var shape = TileStripProduct.of(depth, columns, depth, true, columns, true, Epilogue.STORE);
        var packed = Room.of(DType.UINT8, shape.packedBytes());
        shape.pack(weights, stride, transposed, true, packed.address());
        return new PackedWeights(precision, depth, columns, packed);
    }

    /**
     * A product for one thread.
     *
     * @param left         type of the strips: float32, or bfloat16 where the precision is
     * @param leftStride   from a pixel of the strips to the next, in elements
     * @param resultStride the same for the result
     */
    Product product(DType left, long leftStride, long resultStride, Epilogue epilogue) {
        if (precision == Precision.FLOAT32) {
            var product = StripProduct.of(depth, columns, leftStride, resultStride, epilogue);
            return new Product(null) {
                @Override
                void run(long strip, long result, long rows, long bias, long residual) {
                    product.run(strip, packed.address(), result, rows, bias, residual);
                }
            };
        }
        var product = TileStripProduct.of(depth, columns, leftStride, left == DType.FLOAT32, resultStride, true,
                epilogue);
        return new Product(Room.of(DType.UINT8, product.scratchBytes())) {
            @Override
            void run(long strip, long result, long rows, long bias, long residual) {
                product.run(strip, packed.address(), result, rows, bias, residual, scratch());
            }
        };
    }

    @Override
    public void close() {
        packed.close();
    }

    /** Strips times the weights, for one thread. */
    abstract static class Product implements AutoCloseable {
        private final Room scratch;

        private Product(Room scratch) {
            this.scratch = scratch;
        }

        long scratch() {
            return scratch.address();
        }

        /** Multiplies; bias and residual are addresses of float32, ignored unless the epilogue asks for them. */
        abstract void run(long strip, long result, long rows, long bias, long residual);

        @Override
        public void close() {
            if (scratch != null) {
                scratch.close();
            }
        }
    }
}
