package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.BYTES;
import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.constant.ConstantDescs;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** The loop of every unary map: {@link Specialised} makes a copy for each function. */
final class UnaryLoop implements UnaryFunction.Loop {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final UnaryFunction FUNCTION = function();

    private static UnaryFunction function() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, UnaryFunction.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void run(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count, float a, float b) {
        var first = FloatVector.broadcast(FLOATS, a);
        var second = FloatVector.broadcast(FLOATS, b);
        long from = xOffset * Float.BYTES;
        long to = yOffset * Float.BYTES;
        long vectors = count / LANES;
        for (long i = 0; i < vectors; i++) {
            var value = FloatVector.fromMemorySegment(FLOATS, x, from + i * BYTES, ORDER);
            FUNCTION.apply(value, first, second).intoMemorySegment(y, to + i * BYTES, ORDER);
        }
        if (vectors * LANES < count) {
            var rest = FLOATS.indexInRange(vectors * LANES, count);
            var value = FloatVector.fromMemorySegment(FLOATS, x, from + vectors * BYTES, ORDER, rest);
            FUNCTION.apply(value, first, second).intoMemorySegment(y, to + vectors * BYTES, ORDER, rest);
        }
    }
}
