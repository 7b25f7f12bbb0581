package dev.nacre.mammo.task.detection;

import dev.nacre.core.Key;
import java.util.Arrays;

/**
 * Where tiles begin along one side of a picture, so that all of it lies in some tile, and whatever is no longer than
 * the overlap lies whole in one.
 *
 * @param starts in pixels, rising; the last tile ends with the picture
 * @param tile length of a tile
 */
record TilePlaces(int[] starts, int tile) {
    /** How near to a tile's inner edge a box counts as cut: a fiftieth of the tile. */
    private static final int NEAR = 50;

    /** Tiles along a side of this length; one that reaches beyond it where it is shorter than a tile. */
    static TilePlaces along(int length, int tile, int overlap) {
        int count = length <= tile ? 1 : 1 + Math.ceilDiv(length - tile, tile - overlap);
        int[] starts = new int[count];
        for (int number = 0; number < count; number++) {
            starts[number] = Math.max(0, Math.min(number * (tile - overlap), length - tile));
        }
        return new TilePlaces(starts, tile);
    }

    /**
     * Whether a box found in a tile ends at its edge, and the next tile shows it whole.
     *
     * @param number of the tile
     * @param low where the box begins, in pixels of the picture
     * @param high where it ends
     */
    boolean belongsToNeighbour(int number, double low, double high) {
        double margin = (double) tile / NEAR;
        boolean before = number > 0 && low < starts[number] + margin
                && high <= starts[number - 1] + tile - margin;
        boolean after = number + 1 < starts.length && high > starts[number] + tile - margin
                && low >= starts[number + 1] + margin;
        return before || after;
    }

    /** A random start, so that a place lies in the tile, well inside where that can be. */
    static int around(double place, int length, int tile, Key key) {
        double inside = tile / 8.0;
        double start = place - inside - key.uniform(0) * (tile - 2 * inside);
        return Math.clamp(Math.round(start), 0, Math.max(0, length - tile));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TilePlaces places && places.tile == tile && Arrays.equals(places.starts, starts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(starts) + tile;
    }
}
