package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The logarithms of the sums of exponentials of all products, by row and by column, tile by tile with running maxima:
 * the products exist for one tile at a time. Slices of rows are summed by themselves, then together in their order.
 */
final class ContrastiveKernels {
    private final ContrastiveTiles tiles;
    private final float scale;

    ContrastiveKernels(ContrastiveTiles tiles, float scale) {
        this.tiles = tiles;
        this.scale = scale;
    }

    /** Both lines of logarithms {@code [batch]}; returns the means of what they lack to the partners' products. */
    double[] run(Workers workers, MemorySegment byRow, MemorySegment byColumn) {
        int slices = tiles.slices();
        double[][] sums = new double[slices][tiles.batch()];
        float[] own = new float[tiles.batch()];
        try (var largest = Scratch.borrow((long) slices * tiles.batch())) {
            workers.parts(slices, slice -> slice(slice, byRow, largest.segment(), sums[slice], own));
            join(largest.segment(), sums, byColumn);
        }
        double rows = 0;
        double columns = 0;
        for (int i = 0; i < tiles.batch(); i++) {
            rows += (double) Floats.get(byRow, i) - own[i];
            columns += (double) Floats.get(byColumn, i) - own[i];
        }
        return new double[] {rows / tiles.batch(), columns / tiles.batch()};
    }

    private void join(MemorySegment largest, double[][] sums, MemorySegment byColumn) {
        int batch = tiles.batch();
        for (int column = 0; column < batch; column++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int slice = 0; slice < sums.length; slice++) {
                most = Math.max(most, Floats.get(largest, (long) slice * batch + column));
            }
            double sum = 0;
            for (int slice = 0; slice < sums.length; slice++) {
                sum += sums[slice][column] * StrictMath.exp((double) Floats.get(largest, (long) slice * batch + column)
                        - most);
            }
            Floats.set(byColumn, column, (float) (most + StrictMath.log(sum)));
        }
    }

    private void slice(int slice, MemorySegment byRow, MemorySegment allLargest, double[] sums, float[] own) {
        int batch = tiles.batch();
        var largest = allLargest.asSlice((long) slice * batch * Float.BYTES, (long) batch * Float.BYTES);
        for (int column = 0; column < batch; column++) {
            Floats.set(largest, column, Float.NEGATIVE_INFINITY);
        }
        try (var tile = tiles.borrow(); var line = Scratch.borrow(tiles.columns())) {
            for (int row = tiles.begin(slice); row < tiles.begin(slice + 1); row += tiles.rows()) {
                int rows = Math.min(tiles.rows(), tiles.begin(slice + 1) - row);
                var running = new Running(rows);
                for (int column = 0; column < batch; column += tiles.columns()) {
                    int columns = Math.min(tiles.columns(), batch - column);
                    tiles.products(row, rows, column, columns, tile.segment());
                    new Tile(tile.segment(), rows, column, columns).add(running, largest, line.segment(), sums);
                    for (int r = Math.max(0, column - row); r < Math.min(rows, column + columns - row); r++) {
                        own[row + r] = Floats.get(tile.segment(), tiles.place(r, row + r - column));
                    }
                }
                for (int r = 0; r < rows; r++) {
                    Floats.set(byRow, row + r, (float) (running.largest[r] + StrictMath.log(running.sum[r])));
                }
            }
        }
    }

    /** The largest product of each row so far, and the sum of exponentials relative to it. */
    private static final class Running {
        final float[] largest;
        final double[] sum;

        Running(int rows) {
            largest = new float[rows];
            Arrays.fill(largest, Float.NEGATIVE_INFINITY);
            sum = new double[rows];
        }
    }

    private final class Tile {
        private final MemorySegment values;
        private final int rows;
        private final int column;
        private final int columns;
        private final ContrastiveLoops loops;

        Tile(MemorySegment values, int rows, int column, int columns) {
            this.values = values;
            this.rows = rows;
            this.column = column;
            this.columns = columns;
            this.loops = new ContrastiveLoops(columns);
        }

        void add(Running running, MemorySegment largest, MemorySegment line, double[] sums) {
            for (int c = 0; c < columns; c++) {
                Floats.set(line, c, Floats.get(largest, column + c));
            }
            float[] most = new float[rows];
            for (int r = 0; r < rows; r++) {
                most[r] = loops.scale(values, at(r), scale, largest, column);
            }
            for (int c = 0; c < columns; c++) {
                float before = Floats.get(line, c);
                float now = Floats.get(largest, column + c);
                sums[column + c] *= before < now ? StrictMath.exp((double) before - now) : 1;
                Floats.set(line, c, 0);
            }
            for (int r = 0; r < rows; r++) {
                float now = Math.max(running.largest[r], most[r]);
                running.sum[r] *= running.largest[r] < now ? StrictMath.exp((double) running.largest[r] - now) : 1;
                running.largest[r] = now;
                running.sum[r] += loops.exponentials(values, at(r), now);
                loops.addExponentials(values, at(r), largest, column, line, 0);
            }
            for (int c = 0; c < columns; c++) {
                sums[column + c] += Floats.get(line, c);
            }
        }

        private long at(int row) {
            return tiles.place(row, 0);
        }
    }
}
