package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Picking and adding up by index along one dimension of a tensor {@code [outer, size, inner]}. Contributions to one
 * element are added in ascending order of their place, whatever the threads.
 */
final class IndexKernels {
    /** Bytes that are cleared at a time. */
    private static final long LINE = 4096;

    private IndexKernels() {
    }

    /** Row-major indices, read once and checked before anything is touched. */
    static long[] indices(Dense index, int bytes, long count) {
        long[] values = new long[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes == Integer.BYTES
                    ? index.segment().getAtIndex(ValueLayout.JAVA_INT, index.offset() + i)
                    : index.segment().getAtIndex(ValueLayout.JAVA_LONG, index.offset() + i);
        }
        return values;
    }

    /** Whether all indices are inside {@code [0, size)}. */
    static boolean inside(long[] indices, long size) {
        for (long index : indices) {
            if (index < 0 || index >= size) {
                return false;
            }
        }
        return true;
    }

    /** {@code y[o, i, …] = x[o, index[i], …]}: whole slices of {@code inner} elements. */
    static void select(Workers workers, int bytes, MemorySegment x, long xOffset, long[] index, long outer, long size,
                       long inner, MemorySegment y) {
        workers.ranges(outer * index.length, inner, (begin, end) -> {
            for (long slice = begin; slice < end; slice++) {
                long from = (slice / index.length * size + index[(int) (slice % index.length)]) * inner;
                MemorySegment.copy(x, (xOffset + from) * bytes, y, slice * inner * bytes, inner * bytes);
            }
        });
    }

    /**
     * {@code y[o, index[i], …] += x[o, i, …]}, y zero before; threads share the elements of a slice, not the slices.
     */
    static void add(Workers workers, MemorySegment x, long xOffset, long[] index, long outer, long size, long inner,
                    MemorySegment y) {
        clear(workers, y);
        workers.ranges(inner, 2L * index.length * outer, (begin, end) -> {
            for (long slice = 0; slice < outer * index.length; slice++) {
                long to = (slice / index.length * size + index[(int) (slice % index.length)]) * inner;
                SumLoops.addRows(x, xOffset + slice * inner + begin, 1, end - begin, y, to + begin);
            }
        });
    }

    /** A gradient of a vocabulary's table is large, and most of it stays 0. */
    private static void clear(Workers workers, MemorySegment y) {
        workers.ranges(y.byteSize() / LINE, LINE / Float.BYTES, (begin, end) ->
                y.asSlice(begin * LINE, (end - begin) * LINE).fill((byte) 0));
        y.asSlice(y.byteSize() / LINE * LINE).fill((byte) 0);
    }

    /** {@code y[o, i, c] = x[o, index[o, i, c], c]} for elements of four bytes. */
    static void gather(Workers workers, MemorySegment x, long xOffset, long[] index, long size, long picked, long inner,
                       MemorySegment y) {
        workers.ranges(index.length, 4, (begin, end) -> {
            for (long i = begin; i < end; i++) {
                long from = (i / (picked * inner) * size + index[(int) i]) * inner + i % inner;
                y.setAtIndex(ValueLayout.JAVA_INT, i, x.getAtIndex(ValueLayout.JAVA_INT, xOffset + from));
            }
        });
    }

    /** {@code y[o, index[o, i, c], c] += x[o, i, c]}, y zero before; threads share the outer dimension. */
    static void scatterAdd(Workers workers, MemorySegment x, long xOffset, long[] index, long size, long picked,
                           long inner, MemorySegment y) {
        clear(workers, y);
        long block = picked * inner;
        workers.ranges(block == 0 ? 0 : index.length / block, 4 * block, (begin, end) -> {
            for (long i = begin * block; i < end * block; i++) {
                long to = (i / block * size + index[(int) i]) * inner + i % inner;
                Floats.set(y, to, Floats.get(y, to) + Floats.get(x, xOffset + i));
            }
        });
    }
}
