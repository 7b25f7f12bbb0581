package dev.nacre.kernels.cpu;

import dev.nacre.core.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Copies of elements that may lie anyhow into row-major order, for elements of 1, 2, 4 and 8 bytes. */
final class CopyKernels {
    /** Rows and columns of a block that is turned at once: both sides stay in the first-level cache. */
    private static final int BLOCK = 16;

    private CopyKernels() {
    }

    /** Copies all elements of a layout to {@code target} from element {@code to} on. */
    static void copy(Workers workers, int bytes, MemorySegment source, Layout layout, MemorySegment target, long to) {
        copy(workers, bytes, source, layout, target, Layout.of(layout.shape(), layout.shape().strides(), to));
    }

    /** Copies all elements of a layout to the places of another layout of the same shape. */
    static void copy(Workers workers, int bytes, MemorySegment source, Layout layout, MemorySegment target,
                     Layout places) {
        if (layout.shape().elements() == 0) {
            return;
        }
        var nest = Nest.of(layout, places);
        long start = layout.offset();
        long to = places.offset();
        long size = nest.size(0);
        long from = nest.firstStride(0);
        long into = nest.secondStride(0);
        if (from == 1 && into == 1 && nest.rank() == 1) {
            workers.ranges(size, 1, (begin, end) -> MemorySegment.copy(source, (start + begin) * bytes, target,
                    (to + begin) * bytes, (end - begin) * bytes));
        } else if (from == 1 && into == 1) {
            workers.ranges(nest.outer(1), size, (begin, end) -> {
                for (long pass = begin; pass < end; pass++) {
                    MemorySegment.copy(source, (start + nest.firstAt(pass, 1)) * bytes, target,
                            (to + nest.secondAt(pass, 1)) * bytes, size * bytes);
                }
            });
        } else {
            workers.ranges(nest.outer(2), size * nest.size(1), (begin, end) -> {
                for (long pass = begin; pass < end; pass++) {
                    plane(nest, bytes, source, start + nest.firstAt(pass, 2), target, to + nest.secondAt(pass, 2));
                }
            });
        }
    }

    /** The two innermost loops, block by block, so that neither side jumps through memory for long. */
    private static void plane(Nest nest, int bytes, MemorySegment source, long from, MemorySegment target, long to) {
        long rows = nest.size(1);
        long columns = nest.size(0);
        for (long row = 0; row < rows; row += BLOCK) {
            for (long column = 0; column < columns; column += BLOCK) {
                block(nest, bytes, source, from + row * nest.firstStride(1) + column * nest.firstStride(0), target,
                        to + row * nest.secondStride(1) + column * nest.secondStride(0),
                        (int) Math.min(BLOCK, rows - row), (int) Math.min(BLOCK, columns - column));
            }
        }
    }

    private static void block(Nest nest, int bytes, MemorySegment source, long from, MemorySegment target, long to,
                              int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            long x = from + r * nest.firstStride(1);
            long y = to + r * nest.secondStride(1);
            long xStep = nest.firstStride(0);
            long yStep = nest.secondStride(0);
            switch (bytes) {
                case Integer.BYTES -> {
                    for (int c = 0; c < columns; c++) {
                        target.setAtIndex(ValueLayout.JAVA_INT, y + c * yStep,
                                source.getAtIndex(ValueLayout.JAVA_INT, x + c * xStep));
                    }
                }
                case Short.BYTES -> {
                    for (int c = 0; c < columns; c++) {
                        target.setAtIndex(ValueLayout.JAVA_SHORT, y + c * yStep,
                                source.getAtIndex(ValueLayout.JAVA_SHORT, x + c * xStep));
                    }
                }
                case Long.BYTES -> {
                    for (int c = 0; c < columns; c++) {
                        target.setAtIndex(ValueLayout.JAVA_LONG, y + c * yStep,
                                source.getAtIndex(ValueLayout.JAVA_LONG, x + c * xStep));
                    }
                }
                default -> {
                    for (int c = 0; c < columns; c++) {
                        target.set(ValueLayout.JAVA_BYTE, y + c * yStep,
                                source.get(ValueLayout.JAVA_BYTE, x + c * xStep));
                    }
                }
            }
        }
    }
}
