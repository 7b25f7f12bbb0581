package dev.nacre.kernels.cpu.jit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The shapes of the eight tiles for blocks of 1 to 32 rows: 0 to 3 hold sums (two tiles of rows by two of columns), 4
 * and 5 the left factor's rows, 6 and 7 the right factor's columns. 64 bytes each, as ldtilecfg reads them.
 */
final class TileConfigurations {
    static final int LOG2_BYTES = 6;
    private static final int BYTES = 1 << LOG2_BYTES;
    private static final int MOST_ROWS = 2 * PairPanels.TILE;
    private static final int ROW_BYTES = 64;
    private static final int ROW_BYTES_AT = 16;
    private static final int ROWS_AT = 48;
    private static final MemorySegment TABLE = build();

    private TileConfigurations() {
    }

    /** Where the shapes for {@code rows} rows lie: this address plus {@code rows · 64}. */
    static long address() {
        return TABLE.address();
    }

    private static MemorySegment build() {
        var table = Arena.global().allocate((MOST_ROWS + 1) * BYTES, BYTES);
        for (int rows = 1; rows <= MOST_ROWS; rows++) {
            var shapes = table.asSlice(rows * BYTES, BYTES);
            shapes.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
            int upper = Math.min(rows, PairPanels.TILE);
            int lower = rows - upper;
            int[] counts = {upper, upper, lower, lower, upper, lower, PairPanels.TILE, PairPanels.TILE};
            for (int tile = 0; tile < counts.length; tile++) {
                int rowBytes = counts[tile] == 0 ? 0 : ROW_BYTES;
                shapes.set(ValueLayout.JAVA_SHORT, ROW_BYTES_AT + 2L * tile, (short) rowBytes);
                shapes.set(ValueLayout.JAVA_BYTE, ROWS_AT + (long) tile, (byte) counts[tile]);
            }
        }
        return table;
    }
}
