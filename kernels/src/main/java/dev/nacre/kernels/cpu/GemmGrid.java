package dev.nacre.kernels.cpu;

/**
 * Which part of a product's result each thread computes; chosen so that as little as possible is packed twice.
 *
 * @param tileRows    parts begin at a multiple of so many rows
 * @param tileColumns and of so many columns
 */
record GemmGrid(long m, long n, int rowParts, int columnParts, int tileRows, int tileColumns) {
    private static final long WORTH_A_THREAD = 1 << 19;

    static GemmGrid of(Workers workers, long m, long n, long k, int tileRows, int tileColumns) {
        long rowTiles = (m + tileRows - 1) / tileRows;
        long columnTiles = (n + tileColumns - 1) / tileColumns;
        long threads = Math.min(workers.threads(), 1 + m * n * k / WORTH_A_THREAD);
        int bestRows = 1;
        int bestColumns = 1;
        double least = Double.MAX_VALUE;
        for (int columnParts = 1; columnParts <= Math.min(threads, columnTiles); columnParts++) {
            int rowParts = (int) Math.min(rowTiles, (threads + columnParts - 1) / columnParts);
            double packed = (double) m / rowParts + (double) n / columnParts;
            double idle = Math.max(0, threads - (double) rowParts * columnParts) / threads;
            double cost = packed + idle * (m + n);
            if (cost < least) {
                least = cost;
                bestRows = rowParts;
                bestColumns = columnParts;
            }
        }
        return new GemmGrid(m, n, bestRows, bestColumns, tileRows, tileColumns);
    }

    int parts() {
        return rowParts * columnParts;
    }

    long rowBegin(int part) {
        return cut(m, tileRows, part / columnParts, rowParts);
    }

    long rowEnd(int part) {
        return cut(m, tileRows, part / columnParts + 1, rowParts);
    }

    long columnBegin(int part) {
        return cut(n, tileColumns, part % columnParts, columnParts);
    }

    long columnEnd(int part) {
        return cut(n, tileColumns, part % columnParts + 1, columnParts);
    }

    private static long cut(long size, int unit, long part, long parts) {
        long tiles = (size + unit - 1) / unit;
        return Math.min(size, tiles * part / parts * unit);
    }
}
