package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** A function of two numbers on vectors of numbers; {@code a} and {@code b} are its constants. */
@FunctionalInterface
interface BinaryFunction {
    FloatVector apply(FloatVector x, FloatVector y, FloatVector a, FloatVector b);

    /** The function over runs of elements. */
    interface Loop {
        /**
         * {@code z[zOffset + i] = f(x[xOffset + i·xStep], y[yOffset + i·yStep])} for {@code i < count}; offsets are
         * elements.
         *
         * @param xStep 1, or 0 for one number against many
         * @param yStep 1, or 0
         */
        void run(MemorySegment x, long xOffset, int xStep, MemorySegment y, long yOffset, int yStep, MemorySegment z,
                 long zOffset, long count, float a, float b);
    }
}
