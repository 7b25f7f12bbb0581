package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Sums over dimensions of contiguous float32 elements. The order of summation depends on the shape alone: short
 * runs in float lanes, then a fixed tree, then blocks in double precision.
 */
final class SumKernels {
    /** Elements of a run that is added up in float lanes. */
    private static final long RUN = 4096;
    /** Rows added up in float lanes before they go to the larger sum. */
    private static final long ROWS = 64;
    private static final int SLICES = 16;
    /** Totals that are formed side by side. */
    private static final int TOTALS = 256;

    private SumKernels() {
    }

    /** {@code y[r] = Σ_c x[xOffset + r·columns + c]}: over the last dimension. */
    static void lastDimension(Workers workers, MemorySegment x, long xOffset, long rows, long columns,
            MemorySegment y) {
        if (rows >= workers.threads() || columns <= 16 * RUN) {
            workers.ranges(rows, columns, (begin, end) -> {
                var lanes = new SumLoops();
                for (long row = begin; row < end; row++) {
                    Floats.set(y, row, (float) sum(lanes, x, xOffset + row * columns, columns));
                }
            });
            return;
        }
        for (long row = 0; row < rows; row++) {
            long start = xOffset + row * columns;
            double[] blocks = new double[(int) ((columns + RUN - 1) / RUN)];
            workers.ranges(blocks.length, RUN, (begin, end) -> {
                var lanes = new SumLoops();
                for (long block = begin; block < end; block++) {
                    blocks[(int) block] = lanes.run(x, start + block * RUN, Math.min(RUN, columns - block * RUN));
                }
            });
            double total = 0;
            for (double block : blocks) {
                total += block;
            }
            Floats.set(y, row, (float) total);
        }
    }

    private static double sum(SumLoops lanes, MemorySegment x, long start, long columns) {
        double total = 0;
        for (long column = 0; column < columns; column += RUN) {
            total += lanes.run(x, start + column, Math.min(RUN, columns - column));
        }
        return total;
    }

    /** {@code y[o, c] = Σ_r x[xOffset + (o·rows + r)·columns + c]}: over a dimension that is not the last. */
    static void middleDimension(Workers workers, MemorySegment x, long xOffset, long outer, long rows, long columns,
                                MemorySegment y) {
        blocks(workers, outer, rows, columns, columns, (o, row, count, sums, at) ->
                SumLoops.addRows(x, xOffset + (o * rows + row) * columns, count, columns, sums, at), y);
    }

    /** Adds the share of some rows to sums. */
    @FunctionalInterface
    interface RowAdder {
        /** Adds rows {@code [row, row + count)} of group {@code outer} to the sums from element {@code at} on. */
        void add(long outer, long row, long count, MemorySegment sums, long at);
    }

    /**
     * Sums over rows, in an order that the shape alone decides: {@code y[o, i] = Σ} of what {@code adder} adds to
     * sum i.
     *
     * @param columns elements of a row, for the share of work
     * @param width   number of sums of a group
     */
    static void blocks(Workers workers, long outer, long rows, long columns, long width, RowAdder adder,
                       MemorySegment y) {
        int slices = Math.clamp(rows / ROWS, 1, SLICES);
        long parts = outer * slices;
        try (var scratch = Scratch.borrow(2 * parts * width)) {
            var sums = scratch.segment();
            workers.ranges(parts, rows / slices * columns, (begin, end) -> {
                for (long part = begin; part < end; part++) {
                    long slice = part % slices;
                    addSlice(adder, part / slices, rows * slice / slices, rows * (slice + 1) / slices, width, sums,
                            2 * part * width);
                }
            });
            workers.ranges(outer * width, slices, (begin, end) -> {
                double[] totals = new double[TOTALS];
                for (long i = begin; i < end; i += TOTALS) {
                    total(sums, slices, width, i, (int) Math.min(TOTALS, end - i), totals, y);
                }
            });
        }
    }

    /** Sums {@code first} to {@code first + count} of all groups from those of the slices, in their order. */
    private static void total(MemorySegment sums, int slices, long width, long first, int count, double[] totals,
                              MemorySegment y) {
        Arrays.fill(totals, 0);
        for (int done = 0; done < count;) {
            long outer = (first + done) / width;
            long column = (first + done) % width;
            int run = (int) Math.min(count - done, width - column);
            for (int slice = 0; slice < slices; slice++) {
                long from = (2 * (outer * slices + slice) * width + column) * Float.BYTES;
                for (int i = 0; i < run; i++) {
                    totals[done + i] += sums.get(ValueLayout.JAVA_FLOAT, from + (long) i * Float.BYTES);
                }
            }
            done += run;
        }
        for (int i = 0; i < count; i++) {
            Floats.set(y, first + i, (float) totals[i]);
        }
    }

    /** Adds rows into {@code width} sums; the next {@code width} elements hold the sums of the block at work. */
    private static void addSlice(RowAdder adder, long outer, long firstRow, long lastRow, long width,
                                 MemorySegment sums, long at) {
        sums.asSlice(at * Float.BYTES, 2 * width * Float.BYTES).fill((byte) 0);
        for (long row = firstRow; row < lastRow; row += ROWS) {
            adder.add(outer, row, Math.min(ROWS, lastRow - row), sums, at + width);
            SumLoops.move(sums, at + width, at, width);
        }
    }
}
