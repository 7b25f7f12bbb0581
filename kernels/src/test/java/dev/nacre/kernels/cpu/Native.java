package dev.nacre.kernels.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;

/** Native float arrays for tests, and the distance between two of them. */
final class Native {
    private Native() {
    }

    static MemorySegment zeros(long floats) {
        return Arena.ofAuto().allocate(Math.max(1, floats) * Float.BYTES, 64);
    }

    static MemorySegment random(long floats, long seed) {
        return uniform(floats, seed, -1, 1);
    }

    static MemorySegment uniform(long floats, long seed, double low, double high) {
        var random = new SplittableRandom(seed);
        var segment = zeros(floats);
        for (long i = 0; i < floats; i++) {
            segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) (low + (high - low) * random.nextDouble()));
        }
        return segment;
    }

    static float at(MemorySegment segment, long element) {
        return segment.getAtIndex(ValueLayout.JAVA_FLOAT, element);
    }

    static float[] copy(MemorySegment segment) {
        return segment.toArray(ValueLayout.JAVA_FLOAT);
    }

    /** Relative L2 distance of the first elements of a segment from what they should be. */
    static double distance(MemorySegment actual, double[] expected) {
        double error = 0;
        double norm = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = at(actual, i) - expected[i];
            error += difference * difference;
            norm += expected[i] * expected[i];
        }
        return norm == 0 ? Math.sqrt(error) : Math.sqrt(error / norm);
    }
}
