package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;

/**
 * The derivative of the contrastive entropies: tiles of products are computed again, turned into weights where they
 * lie, and multiplied by either factor while they are in the cache. Each slice of rows has sums of its own for B, which
 * are added in their order.
 */
final class ContrastiveGradientKernels {
    private final ContrastiveTiles tiles;
    private final float scale;
    private final float rowShare;
    private final float columnShare;

    /**
     * For these cotangents.
     *
     * @param rows    of the mean over rows
     * @param columns of the mean over columns
     */
    ContrastiveGradientKernels(ContrastiveTiles tiles, float scale, float rows, float columns) {
        this.tiles = tiles;
        this.scale = scale;
        this.rowShare = rows / tiles.batch();
        this.columnShare = columns / tiles.batch();
    }

    /** dA, dB {@code [batch, width]} and ds, from the kept logarithms {@code [batch]}. */
    float run(Workers workers, MemorySegment byRow, MemorySegment byColumn, MemorySegment da, MemorySegment db) {
        int slices = tiles.slices();
        long elements = (long) tiles.batch() * tiles.width();
        double[] slopes = new double[slices];
        try (var sums = Scratch.borrow(slices * elements)) {
            workers.parts(slices, slice ->
                    slopes[slice] = slice(slice, byRow, byColumn, da, sums.segment(), slice * elements));
            workers.ranges(tiles.batch(), (long) slices * tiles.width(), (begin, end) -> {
                var loops = new RowLoops(tiles.width());
                for (long row = begin; row < end; row++) {
                    finish(loops, row, sums.segment(), slices, da, db);
                }
            });
        }
        double slope = 0;
        for (double part : slopes) {
            slope += part;
        }
        return (float) slope;
    }

    /** Slices together, and what a row and its partner have with each other. */
    private void finish(RowLoops loops, long row, MemorySegment sums, int slices, MemorySegment da, MemorySegment db) {
        int width = tiles.width();
        long elements = (long) tiles.batch() * width;
        long at = row * width;
        for (int slice = 1; slice < slices; slice++) {
            loops.add(sums, slice * elements + at, sums, at);
        }
        float own = -scale * (rowShare + columnShare);
        loops.combine(da, at, scale, tiles.b(), tiles.bStart() + at, own, 0, da, at);
        loops.combine(sums, at, scale, tiles.a(), tiles.aStart() + at, own, 0, db, at);
    }

    private double slice(int slice, MemorySegment byRow, MemorySegment byColumn, MemorySegment da, MemorySegment sums,
            long start) {
        double slope = 0;
        int first = tiles.begin(slice);
        try (var tile = tiles.borrow(); var line = Scratch.borrow(tiles.columns())) {
            for (int row = first; row < tiles.begin(slice + 1); row += tiles.rows()) {
                int rows = Math.min(tiles.rows(), tiles.begin(slice + 1) - row);
                for (int column = 0; column < tiles.batch(); column += tiles.columns()) {
                    int columns = Math.min(tiles.columns(), tiles.batch() - column);
                    tiles.products(row, rows, column, columns, tile.segment());
                    var loops = new ContrastiveLoops(columns);
                    for (int r = 0; r < rows; r++) {
                        long at = tiles.place(r, 0);
                        int partner = row + r - column;
                        if (partner >= 0 && partner < columns) {
                            slope -= (rowShare + columnShare) * Floats.get(tile.segment(), at + partner);
                        }
                        loops.weigh(tile.segment(), at, scale, Floats.get(byRow, row + r), rowShare, line.segment());
                        slope += loops.addWeighed(tile.segment(), at, scale, byColumn, column, columnShare,
                                line.segment());
                    }
                    tiles.alongRows(tile.segment(), row, rows, column, columns, da);
                    tiles.downColumns(tile.segment(), row, rows, column, columns, sums, start, row > first);
                }
            }
        }
        return slope;
    }
}
