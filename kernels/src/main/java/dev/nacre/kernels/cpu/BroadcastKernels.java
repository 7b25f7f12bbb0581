package dev.nacre.kernels.cpu;

import dev.nacre.core.Layout;
import dev.nacre.core.op.BinaryMap;
import java.lang.foreign.MemorySegment;

/** Binary maps over operands with any strides: equal tensors, a number, a row or a column against many. */
final class BroadcastKernels {
    /** Rows shorter than this are repeated until they are about this long: one call for many rows. */
    private static final long SHORT_ROW = 512;

    private BroadcastKernels() {
    }

    /** {@code z = f(x, y)}, z row-major from its start. */
    static void binary(Workers workers, BinaryMap map, MemorySegment x, Layout xLayout, MemorySegment y, Layout yLayout,
                       MemorySegment z) {
        if (xLayout.shape().elements() == 0) {
            return;
        }
        var nest = Nest.of(xLayout, yLayout);
        if (EmittedBroadcast.serves(map, nest)) {
            EmittedBroadcast.run(workers, map, nest, x.address() + xLayout.offset() * Float.BYTES,
                    y.address() + yLayout.offset() * Float.BYTES, z.address());
        } else if (isOdd(nest.firstStride(0), nest.size(0))) {
            try (var copy = dense(workers, x, xLayout)) {
                binary(workers, map, copy.segment(), Layout.contiguous(xLayout.shape()), y, yLayout, z);
            }
        } else if (isOdd(nest.secondStride(0), nest.size(0))) {
            try (var copy = dense(workers, y, yLayout)) {
                binary(workers, map, x, xLayout, copy.segment(), Layout.contiguous(yLayout.shape()), z);
            }
        } else {
            rows(workers, MapKernels.loop(map), nest, x, xLayout.offset(), y, yLayout.offset(), z);
        }
    }

    private static boolean isOdd(long stride, long size) {
        return size > 1 && stride != 0 && stride != 1;
    }

    private static Scratch dense(Workers workers, MemorySegment source, Layout layout) {
        var copy = Scratch.borrow(layout.shape().elements());
        CopyKernels.copy(workers, Float.BYTES, source, layout, copy.segment(), 0);
        return copy;
    }

    private static void rows(Workers workers, BinaryFunction.Loop loop, Nest nest, MemorySegment x, long xStart,
                             MemorySegment y, long yStart, MemorySegment z) {
        long size = nest.size(0);
        int xStep = (int) nest.firstStride(0);
        int yStep = (int) nest.secondStride(0);
        if (nest.rank() == 1) {
            workers.ranges(size, 2, (begin, end) -> {
                for (long i = begin; i < end; i += MapKernels.CALL) {
                    loop.run(x, xStart + i * xStep, xStep, y, yStart + i * yStep, yStep, z, i,
                            Math.min(MapKernels.CALL, end - i), 0, 0);
                }
            });
        } else if (size < SHORT_ROW && xStep == 1 && yStep == 1 && nest.firstStride(1) == size
                && nest.secondStride(1) == 0) {
            shortRows(workers, loop, nest, true, x, xStart, y, yStart, z);
        } else if (size < SHORT_ROW && xStep == 1 && yStep == 1 && nest.secondStride(1) == size
                && nest.firstStride(1) == 0) {
            shortRows(workers, loop, nest, false, x, xStart, y, yStart, z);
        } else {
            workers.ranges(nest.outer(1), 2 * size + 16, (begin, end) -> {
                for (long row = begin; row < end; row++) {
                    loop.run(x, xStart + nest.firstAt(row, 1), xStep, y, yStart + nest.secondAt(row, 1), yStep, z,
                            row * size, size, 0, 0);
                }
            });
        }
    }

    /** One short row against many: the row is written several times in a line, and several rows go in one call. */
    private static void shortRows(Workers workers, BinaryFunction.Loop loop, Nest nest, boolean yRepeats,
            MemorySegment x,
                                  long xStart, MemorySegment y, long yStart, MemorySegment z) {
        long size = nest.size(0);
        long rows = nest.size(1);
        long repeats = Math.min(rows, 2 * SHORT_ROW / size);
        long planes = nest.outer(2);
        long chunks = (rows + repeats - 1) / repeats;
        workers.ranges(planes * chunks, 2 * size * repeats, (begin, end) -> {
            try (var scratch = Scratch.borrow(size * repeats)) {
                var line = scratch.segment();
                long written = -1;
                for (long i = begin; i < end; i++) {
                    long plane = i / chunks;
                    long row = i % chunks * repeats;
                    long xAt = xStart + nest.firstAt(plane, 2);
                    long yAt = yStart + nest.secondAt(plane, 2);
                    if (plane != written) {
                        repeat(yRepeats ? y : x, yRepeats ? yAt : xAt, size, repeats, line);
                        written = plane;
                    }
                    long count = Math.min(repeats, rows - row) * size;
                    long to = (plane * rows + row) * size;
                    if (yRepeats) {
                        loop.run(x, xAt + row * size, 1, line, 0, 1, z, to, count, 0, 0);
                    } else {
                        loop.run(line, 0, 1, y, yAt + row * size, 1, z, to, count, 0, 0);
                    }
                }
            }
        });
    }

    private static void repeat(MemorySegment source, long from, long size, long repeats, MemorySegment line) {
        for (long r = 0; r < repeats; r++) {
            MemorySegment.copy(source, from * Float.BYTES, line, r * size * Float.BYTES, size * Float.BYTES);
        }
    }
}
