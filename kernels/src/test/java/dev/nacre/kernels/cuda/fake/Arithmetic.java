package dev.nacre.kernels.cuda.fake;

import dev.nacre.kernels.cuda.driver.Convolution;
import dev.nacre.kernels.cuda.driver.Factor;
import dev.nacre.kernels.cuda.driver.LaunchArguments;
import dev.nacre.kernels.cuda.driver.PlannedAttention;
import dev.nacre.kernels.cuda.driver.PlannedAttentionGradient;
import dev.nacre.kernels.cuda.driver.PlannedCall;
import dev.nacre.kernels.cuda.driver.PlannedProduct;
import dev.nacre.kernels.cuda.driver.Product;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** How the stand-in computes. */
public interface Arithmetic {
    /** Nothing is computed; only the rules are checked. */
    Arithmetic NONE = new Arithmetic() {
        @Override
        public void launch(String kernel, int blocks, int threads, Parameters parameters) {
        }

        @Override
        public void multiply(Product product) {
        }

        @Override
        public void run(PlannedCall call) {
        }
    };

    /** Computes one launch of a kernel. */
    void launch(String kernel, int blocks, int threads, Parameters parameters);

    /** Computes a product by plain loops in double precision. */
    default void multiply(Product product) {
        for (long matrix = 0; matrix < product.batch(); matrix++) {
            for (long i = 0; i < product.m(); i++) {
                for (long j = 0; j < product.n(); j++) {
                    long place = matrix * product.c().stride() + i * product.c().leading() + j;
                    MemorySegment c = memory(product.c());
                    double sum = product.adds() ? c.getAtIndex(ValueLayout.JAVA_FLOAT, place) : 0;
                    for (long p = 0; p < product.k(); p++) {
                        sum += element(product.a(), product.halves(), matrix, i, p)
                                * element(product.b(), product.halves(), matrix, p, j);
                    }
                    c.setAtIndex(ValueLayout.JAVA_FLOAT, place, (float) sum);
                }
            }
        }
    }

    /** Computes what a library planned by plain loops in double precision. */
    default void run(PlannedCall call) {
        switch (call.work()) {
            case Convolution convolution -> PlainConvolution.run(convolution, call.tensors());
            case PlannedAttention attention -> PlainAttention.run(attention, call.tensors());
            case PlannedAttentionGradient gradient -> PlainAttention.run(gradient, call.tensors());
            case PlannedProduct product -> PlainProduct.run(product, call.tensors());
        }
    }

    private static double element(Factor factor, boolean half, long matrix, long row, long column) {
        long index = matrix * factor.stride() + (factor.transposed() ? column * factor.leading() + row
                : row * factor.leading() + column);
        return half ? Float.intBitsToFloat(memory(factor).getAtIndex(ValueLayout.JAVA_SHORT, index) << Short.SIZE)
                : memory(factor).getAtIndex(ValueLayout.JAVA_FLOAT, index);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment memory(Factor factor) {
        return MemorySegment.ofAddress(factor.address()).reinterpret(factor.bytes());
    }

    /** A launch's parameters as they were when it was launched: the caller uses its block again at once. */
    record Parameters(MemorySegment table, MemorySegment values) {
        private static final long MOST_BYTES = 2048;

        /** Copies them. */
        @SuppressWarnings("restricted")
        static Parameters of(LaunchArguments arguments) {
            Arena arena = Arena.ofAuto();
            MemorySegment table = arena.allocate(ValueLayout.JAVA_LONG, arguments.count());
            long first = arguments.table().getAtIndex(ValueLayout.JAVA_LONG, 0);
            MemorySegment values = arena.allocate(MOST_BYTES, Long.BYTES)
                    .copyFrom(MemorySegment.ofAddress(first).reinterpret(MOST_BYTES));
            for (int i = 0; i < arguments.count(); i++) {
                long offset = arguments.table().getAtIndex(ValueLayout.JAVA_LONG, i) - first;
                table.setAtIndex(ValueLayout.JAVA_LONG, i, values.address() + offset);
            }
            return new Parameters(table, values);
        }
    }
}
