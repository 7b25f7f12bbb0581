package dev.nacre.kernels.cpu;

import static dev.nacre.kernels.cpu.VectorWidth.BYTES;
import static dev.nacre.kernels.cpu.VectorWidth.FLOATS;
import static dev.nacre.kernels.cpu.VectorWidth.LANES;

import java.lang.constant.ConstantDescs;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** The loops of every binary map: {@link Specialised} makes a copy for each function. */
final class BinaryLoop implements BinaryFunction.Loop {
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final BinaryFunction FUNCTION = function();

    private static BinaryFunction function() {
        try {
            return MethodHandles.classData(MethodHandles.lookup(), ConstantDescs.DEFAULT_NAME, BinaryFunction.class);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void run(MemorySegment x, long xOffset, int xStep, MemorySegment y, long yOffset, int yStep, MemorySegment z,
                    long zOffset, long count, float a, float b) {
        var first = FloatVector.broadcast(FLOATS, a);
        var second = FloatVector.broadcast(FLOATS, b);
        long left = xOffset * Float.BYTES;
        long right = yOffset * Float.BYTES;
        long to = zOffset * Float.BYTES;
        if (xStep == 1 && yStep == 1) {
            both(x, left, y, right, z, to, count, first, second);
        } else if (xStep == 1) {
            rightConstant(x, left, FloatVector.broadcast(FLOATS, Floats.get(y, yOffset)), z, to, count, first, second);
        } else if (yStep == 1) {
            leftConstant(FloatVector.broadcast(FLOATS, Floats.get(x, xOffset)), y, right, z, to, count, first, second);
        } else {
            var value = FUNCTION.apply(FloatVector.broadcast(FLOATS, Floats.get(x, xOffset)),
                    FloatVector.broadcast(FLOATS, Floats.get(y, yOffset)), first, second).lane(0);
            for (long i = 0; i < count; i++) {
                Floats.set(z, zOffset + i, value);
            }
        }
    }

    private static void both(MemorySegment x, long left, MemorySegment y, long right, MemorySegment z, long to,
                             long count, FloatVector first, FloatVector second) {
        long vectors = count / LANES;
        for (long i = 0; i < vectors; i++) {
            var u = FloatVector.fromMemorySegment(FLOATS, x, left + i * BYTES, ORDER);
            var v = FloatVector.fromMemorySegment(FLOATS, y, right + i * BYTES, ORDER);
            FUNCTION.apply(u, v, first, second).intoMemorySegment(z, to + i * BYTES, ORDER);
        }
        if (vectors * LANES < count) {
            var rest = FLOATS.indexInRange(vectors * LANES, count);
            var u = FloatVector.fromMemorySegment(FLOATS, x, left + vectors * BYTES, ORDER, rest);
            var v = FloatVector.fromMemorySegment(FLOATS, y, right + vectors * BYTES, ORDER, rest);
            FUNCTION.apply(u, v, first, second).intoMemorySegment(z, to + vectors * BYTES, ORDER, rest);
        }
    }

    private static void rightConstant(MemorySegment x, long left, FloatVector v, MemorySegment z, long to, long count,
                                      FloatVector first, FloatVector second) {
        long vectors = count / LANES;
        for (long i = 0; i < vectors; i++) {
            var u = FloatVector.fromMemorySegment(FLOATS, x, left + i * BYTES, ORDER);
            FUNCTION.apply(u, v, first, second).intoMemorySegment(z, to + i * BYTES, ORDER);
        }
        if (vectors * LANES < count) {
            var rest = FLOATS.indexInRange(vectors * LANES, count);
            var u = FloatVector.fromMemorySegment(FLOATS, x, left + vectors * BYTES, ORDER, rest);
            FUNCTION.apply(u, v, first, second).intoMemorySegment(z, to + vectors * BYTES, ORDER, rest);
        }
    }

    private static void leftConstant(FloatVector u, MemorySegment y, long right, MemorySegment z, long to, long count,
                                     FloatVector first, FloatVector second) {
        long vectors = count / LANES;
        for (long i = 0; i < vectors; i++) {
            var v = FloatVector.fromMemorySegment(FLOATS, y, right + i * BYTES, ORDER);
            FUNCTION.apply(u, v, first, second).intoMemorySegment(z, to + i * BYTES, ORDER);
        }
        if (vectors * LANES < count) {
            var rest = FLOATS.indexInRange(vectors * LANES, count);
            var v = FloatVector.fromMemorySegment(FLOATS, y, right + vectors * BYTES, ORDER, rest);
            FUNCTION.apply(u, v, first, second).intoMemorySegment(z, to + vectors * BYTES, ORDER, rest);
        }
    }
}
