package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * A function of one number on a vector of numbers; {@code a} and {@code b} are its constants, such as the ends of a
 * clamp.
 */
@FunctionalInterface
interface UnaryFunction {
    FloatVector apply(FloatVector x, FloatVector a, FloatVector b);

    /** The function over contiguous elements. */
    interface Loop {
        /** {@code y[yOffset + i] = f(x[xOffset + i])} for {@code i < count}; offsets are elements. */
        void run(MemorySegment x, long xOffset, MemorySegment y, long yOffset, long count, float a, float b);
    }
}
