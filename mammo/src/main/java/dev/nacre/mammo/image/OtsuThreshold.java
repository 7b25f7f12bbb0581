package dev.nacre.mammo.image;

/**
 * The level that splits a histogram into a dark and a bright class with the largest variance between them, that is
 * {@code n0 n1 (mean0 - mean1)²} (Otsu 1979, "A threshold selection method from gray-level histograms"). In double
 * precision; every sum of levels is exact.
 */
public final class OtsuThreshold {
    private OtsuThreshold() {
    }

    /**
     * The highest level of the dark class: pixels above it are bright. Of several that split equally well, as all
     * unoccupied levels between two peaks do, the lowest. A histogram of one occupied level gives that level, so that
     * nothing is bright.
     *
     * @throws IllegalArgumentException if the histogram counts no pixel
     */
    public static int of(GreyHistogram histogram) {
        int[] counts = histogram.counts();
        if (histogram.pixels() == 0) {
            throw new IllegalArgumentException("a histogram without pixels has no threshold");
        }
        long total = 0;
        for (int level = 0; level < counts.length; level++) {
            total += (long) level * counts[level];
        }
        long dark = 0;
        long darkSum = 0;
        double largest = -1;
        int threshold = 0;
        for (int level = 0; level < counts.length && dark < histogram.pixels(); level++) {
            dark += counts[level];
            darkSum += (long) level * counts[level];
            double variance = between(dark, darkSum, histogram.pixels() - dark, total - darkSum);
            if (dark > 0 && variance > largest) {
                largest = variance;
                threshold = level;
            }
        }
        return threshold;
    }

    private static double between(long dark, long darkSum, long bright, long brightSum) {
        if (dark == 0 || bright == 0) {
            return 0;
        }
        double difference = (double) darkSum / dark - (double) brightSum / bright;
        return (double) dark * bright * difference * difference;
    }
}
