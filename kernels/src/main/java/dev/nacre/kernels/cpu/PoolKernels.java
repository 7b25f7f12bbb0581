package dev.nacre.kernels.cpu;

import dev.nacre.core.Shape;
import dev.nacre.core.op.MaxPool2d;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Largest elements: along a dimension, and under a moving window. */
final class PoolKernels {
    private PoolKernels() {
    }

    /** The extremum of {@code x [outer, size, inner]} along the middle, and its first position. */
    static void extremum(Workers workers, boolean largest, MemorySegment x, long xOffset, long outer, long size,
                         long inner, MemorySegment y, MemorySegment positions) {
        workers.ranges(outer * inner, 2 * size, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                long start = xOffset + i / inner * inner * size + i % inner;
                float champion = Floats.get(x, start);
                long best = 0;
                for (long k = 1; k < size; k++) {
                    float candidate = Floats.get(x, start + k * inner);
                    boolean beats = largest ? candidate > champion : candidate < champion;
                    if (beats || candidate != candidate && champion == champion) {
                        best = k;
                        champion = candidate;
                    }
                }
                Floats.set(y, i, champion);
                positions.setAtIndex(ValueLayout.JAVA_LONG, i, best);
            }
        });
    }

    /** The largest pixel under each window, channel by channel, and its place row·width + column in the picture. */
    static void maxPool(Workers workers, MaxPool2d pool, Shape in, Shape out, MemorySegment x, long xOffset,
                        MemorySegment y, MemorySegment places) {
        long channels = in.size(3);
        var window = pool.window();
        workers.ranges(out.size(0) * out.size(1) * out.size(2), 2L * pool.kernelHeight() * pool.kernelWidth()
                * channels,
                (begin, end) -> {
                    for (long pixel = begin; pixel < end; pixel++) {
                        long row = pixel / out.size(2) % out.size(1) * window.strideHeight() - window.top();
                        long column = pixel % out.size(2) * window.strideWidth() - window.left();
                        long picture = pixel / out.size(2) / out.size(1) * in.size(1) * in.size(2);
                        boolean first = true;
                        for (long r = Math.max(0, row); r < Math.min(in.size(1), row + pool.kernelHeight()); r++) {
                            for (long c = Math.max(0, column); c < Math.min(in.size(2), column + pool.kernelWidth());
                                    c++) {
                                long place = r * in.size(2) + c;
                                challenge(x, xOffset + (picture + place) * channels, (int) place, first, y, places,
                                        pixel * channels, channels);
                                first = false;
                            }
                        }
                    }
                });
    }

    private static void challenge(MemorySegment x, long from, int place, boolean first, MemorySegment y,
                                  MemorySegment places, long to, long channels) {
        for (long c = 0; c < channels; c++) {
            float candidate = Floats.get(x, from + c);
            float champion = Floats.get(y, to + c);
            if (first || candidate > champion || candidate != candidate && champion == champion) {
                Floats.set(y, to + c, candidate);
                places.setAtIndex(ValueLayout.JAVA_INT, to + c, place);
            }
        }
    }
}
