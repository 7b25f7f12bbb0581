package dev.nacre.mammo.image;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the breast is: the largest part of what is brighter than the background, its holes filled. Markers and labels
 * are parts of their own and left out. Expects bright tissue on a dark background.
 *
 * <p>The threshold of Otsu alone often separates dense from fatty tissue, or the pectoral muscle from the breast. So it
 * is taken three times: after the first time everything above the last threshold counts as equal, so that what remains
 * to be separated is the background and the darkest tissue.
 */
public final class BreastMask {
    private static final int TIMES = 3;
    /** Differences below this part of that between dark and bright are noise of the background. */
    private static final double NOISE = 1 / 12.0;

    private BreastMask() {
    }

    /** The pixels of the breast; none if the picture is constant. */
    public static Optional<Mask> of(GreyPicture picture) {
        ConnectedComponents parts = bright(picture);
        OptionalInt largest = parts.largest();
        return largest.isEmpty() ? Optional.empty()
                : Optional.of(HoleFilling.of(parts.mask(largest.getAsInt())));
    }

    /**
     * The pixels of the breast in a prepared picture, whichever way it is turned; all of what it shows of the original
     * where nothing is brighter than the rest.
     */
    public static Mask of(PreparedPicture picture) {
        short[] levels = new short[picture.levels().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Math.round(picture.levels()[index]);
        }
        return of(new GreyPicture(picture.height(), picture.width(), picture.bits(), levels))
                .orElseGet(() -> shown(picture));
    }

    private static Mask shown(PreparedPicture picture) {
        PlaneBox shown = picture.applied().shown();
        boolean[] inside = new boolean[picture.levels().length];
        for (int index = 0; index < inside.length; index++) {
            double x = index % picture.width() + 0.5;
            double y = index / picture.width() + 0.5;
            inside[index] = x > shown.x0() && x < shown.x1() && y > shown.y0() && y < shown.y1();
        }
        return new Mask(picture.height(), picture.width(), inside);
    }

    /** Everything brighter than the background, the breast among it. */
    static ConnectedComponents bright(GreyPicture picture) {
        return ConnectedComponents.of(Mask.above(picture, threshold(GreyHistogram.of(picture))),
                ConnectedComponents.Neighbours.EIGHT);
    }

    private static int threshold(GreyHistogram histogram) {
        int first = OtsuThreshold.of(histogram);
        int threshold = first;
        for (int time = 1; time < TIMES; time++) {
            threshold = OtsuThreshold.of(
                    capped(histogram, Math.min(threshold + 1, histogram.counts().length - 1)));
        }
        double dark = mean(histogram, 0, first + 1);
        double bright = mean(histogram, first + 1, histogram.counts().length);
        return Math.max(threshold, (int) (dark + NOISE * (bright - dark)));
    }

    private static double mean(GreyHistogram histogram, int from, int to) {
        double sum = 0;
        long pixels = 0;
        for (int level = from; level < to; level++) {
            sum += (double) level * histogram.counts()[level];
            pixels += histogram.counts()[level];
        }
        return sum / Math.max(1, pixels);
    }

    private static GreyHistogram capped(GreyHistogram histogram, int highest) {
        int[] counts = new int[highest + 1];
        for (int level = 0; level < histogram.counts().length; level++) {
            counts[Math.min(level, highest)] += histogram.counts()[level];
        }
        return new GreyHistogram(histogram.pixels(), counts);
    }
}
