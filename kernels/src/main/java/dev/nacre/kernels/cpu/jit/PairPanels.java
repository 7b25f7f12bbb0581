package dev.nacre.kernels.cpu.jit;

/**
 * How the right factor of a product in tiles lies when it is packed: panels of 32 columns, a last one of 16 where no
 * more are left; in a panel, steps of 32 depths; in a step, a tile for each 16 columns: 16 rows of 16 pairs of
 * bfloat16, two depths of one column. What lies behind the last column or depth is zero.
 */
record PairPanels(int columns, int depth) {
    /** Columns, and rows, of a tile. */
    static final int TILE = 16;
    /** Depths of a tile. */
    static final int STEP = 32;
    static final int TILE_BYTES = 1024;

    int steps() {
        return Math.ceilDiv(depth, STEP);
    }

    /** Panels of two tiles whose columns are all there. */
    int wholePanels() {
        return columns / STEP;
    }

    /** Columns of the panel after them, 0 to 31. */
    int lastColumns() {
        return columns % STEP;
    }

    /** Tiles side by side in that panel. */
    int lastTiles() {
        return Math.ceilDiv(lastColumns(), TILE);
    }

    long bytes() {
        return (long) Math.ceilDiv(columns, TILE) * steps() * TILE_BYTES;
    }
}
