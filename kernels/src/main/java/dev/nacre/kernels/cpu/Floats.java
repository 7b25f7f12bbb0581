package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One float of a segment, counted in elements: the scalar ends of the kernels. */
final class Floats {
    private Floats() {
    }

    static float get(MemorySegment segment, long element) {
        return segment.get(ValueLayout.JAVA_FLOAT, element * Float.BYTES);
    }

    static void set(MemorySegment segment, long element, float value) {
        segment.set(ValueLayout.JAVA_FLOAT, element * Float.BYTES, value);
    }
}
