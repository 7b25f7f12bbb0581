package dev.nacre.kernels.cpu;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A factor of a matrix product, seen through the panels that {@link GemmTile} reads. A convolution is a product
 * whose factor gathers patches here, so that the patches of a whole image never exist at once.
 */
final class GemmOperand {
    private GemmOperand() {
    }

    /** The left factor, {@code [rows, depth]}. */
    interface Left {
        /** Whether panels hold all rows of one depth together; row by row otherwise. */
        boolean depthMajor();

        /**
         * Packs {@code rows <= GemmTile.ROWS} rows from {@code row} on, over {@code depth} factors from {@code k} on.
         */
        void pack(GemmTile tile, long row, int rows, long k, int depth, float[] panel, int offset);
    }

    /** The right factor, {@code [depth, columns]}. */
    interface Right {
        /** Packs {@code columns <= tile.columns()} columns from {@code column} on, one depth after the other. */
        void pack(GemmTile tile, long k, int depth, long column, int columns, float[] panel, int offset);
    }

    /**
     * A matrix in memory: element {@code [row, k]} lies at {@code offset + row·rowStride + k·depthStride}.
     *
     * @param offset first element, counted in floats from the start of {@code source}
     */
    record LeftMatrix(MemorySegment source, long offset, long rowStride, long depthStride) implements Left {
        @Override
        public boolean depthMajor() {
            return depthStride != 1 && rowStride == 1;
        }

        @Override
        public void pack(GemmTile tile, long row, int rows, long k, int depth, float[] panel, int to) {
            long start = offset + row * rowStride + k * depthStride;
            if (depthStride == 1) {
                tile.copyRuns(source, start, rowStride, rows, depth, panel, to, GemmTile.ROW_STRIDE);
            } else if (rowStride == 1) {
                tile.copyRuns(source, start, depthStride, depth, rows, panel, to, GemmTile.ROWS);
            } else {
                for (int r = 0; r < rows; r++) {
                    gather(source, start + r * rowStride, depthStride, depth, panel, to + r * GemmTile.ROW_STRIDE, 1);
                }
            }
        }
    }

    /** A matrix in memory: element {@code [k, column]} lies at {@code offset + k·depthStride + column·columnStride}. */
    record RightMatrix(MemorySegment source, long offset, long depthStride, long columnStride) implements Right {
        @Override
        public void pack(GemmTile tile, long k, int depth, long column, int columns, float[] panel, int to) {
            long start = offset + k * depthStride + column * columnStride;
            if (columnStride == 1) {
                tile.copyRuns(source, start, depthStride, depth, columns, panel, to, tile.columns());
            } else {
                for (int c = 0; c < columns; c++) {
                    gather(source, start + c * columnStride, depthStride, depth, panel, to + c, tile.columns());
                }
            }
        }
    }

    private static void gather(MemorySegment source, long start, long step, int count, float[] target, int to,
            int toStep) {
        for (int i = 0; i < count; i++) {
            target[to + i * toStep] = source.getAtIndex(ValueLayout.JAVA_FLOAT, start + i * step);
        }
    }
}
