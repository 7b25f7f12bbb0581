package dev.nacre.mammo.image;

/**
 * Percentiles of grey levels, exact, in the linear definition that numpy uses by default (definition 7 of Hyndman and
 * Fan 1996): of n sorted levels, the one at position {@code fraction (n - 1)}, and between two positions the value on
 * the straight line between their levels.
 */
public final class Percentile {
    private Percentile() {
    }

    /**
     * The level below which a fraction of the pixels lies; 0 gives the lowest level, 1 the highest.
     *
     * @param fraction 0 to 1
     * @throws IllegalArgumentException if the histogram counts no pixel or the fraction is another number
     */
    public static double of(GreyHistogram histogram, double fraction) {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("a percentile at the fraction " + fraction + ": give 0 to 1");
        }
        if (histogram.pixels() == 0) {
            throw new IllegalArgumentException("a histogram without pixels has no percentiles");
        }
        double position = fraction * (histogram.pixels() - 1);
        long below = (long) Math.floor(position);
        double part = position - below;
        int[] counts = histogram.counts();
        int level = 0;
        long seen = counts[0];
        while (seen <= below) {
            seen += counts[++level];
        }
        int next = level;
        if (part > 0) {
            while (seen <= below + 1) {
                seen += counts[++next];
            }
        }
        double step = next - level;
        // From the nearer end, as numpy does, so that both ends are exact.
        return part < 0.5 ? level + step * part : next - step * (1 - part);
    }
}
