package dev.nacre.nn.detection;

/**
 * The size of one level's map.
 *
 * @param height rows
 * @param width columns
 */
public record MapSize(int height, int width) {
    /** How many places it has. */
    public int places() {
        return Math.multiplyExact(height, width);
    }
}
