package dev.nacre.kernels.cpu;

import dev.nacre.core.op.BinaryMap;
import dev.nacre.core.op.UnaryMap;
import java.lang.foreign.MemorySegment;

/**
 * Element-wise maps of float32 by the formula of the operation itself, in double precision: what serves without
 * vectors, and for the few maps that have no vector loop.
 */
final class ScalarMaps {
    private static final int COST = 32;

    private ScalarMaps() {
    }

    /** {@code y[i] = f(x[i])}. */
    static void unary(Workers workers, UnaryMap map, Dense x, MemorySegment y, long count) {
        workers.ranges(count, COST, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                Floats.set(y, i, (float) map.apply(Floats.get(x.segment(), x.offset() + i)));
            }
        });
    }

    /** {@code dx[i] = f′(point[i]) · dy[i]}. */
    static void gradient(Workers workers, UnaryMap map, Dense point, Dense dy, MemorySegment dx, long count) {
        workers.ranges(count, COST, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                double slope = map.derivative(Floats.get(point.segment(), point.offset() + i));
                Floats.set(dx, i, (float) (slope * Floats.get(dy.segment(), dy.offset() + i)));
            }
        });
    }

    /** {@code z[i] = f(x[i], y[i])}. */
    static void binary(Workers workers, BinaryMap map, Dense x, Dense y, MemorySegment z, long count) {
        workers.ranges(count, COST / 4, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                double a = Floats.get(x.segment(), x.offset() + i);
                double b = Floats.get(y.segment(), y.offset() + i);
                Floats.set(z, i, (float) map.apply(a, b));
            }
        });
    }
}
