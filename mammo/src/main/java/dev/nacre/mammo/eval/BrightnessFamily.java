package dev.nacre.mammo.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Scores of one kind, among which the one is chosen that does best.
 *
 * @param name     such as {@code white top-hat}
 * @param variants at least one
 */
public record BrightnessFamily(String name, List<BrightnessScore> variants) {
    private static final double[] LEVEL_SHARES = {0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999};
    private static final double[] FILTER_SHARES = {0.99, 0.999, 0.9999, 1};
    /** From a speck to a mass, each about half as large again as the one before. */
    private static final int[] RADII = {1, 2, 3, 4, 6, 9, 13, 20, 30};
    /** Half an octave from one to the next; at 24 cm on 760 rows, discs of 0.4 to 14 mm across. */
    private static final List<BlobFilter> SCALES =
            DoubleStream.of(1, 1.4, 2, 2.8, 4, 5.7, 8, 11.3, 16, 22.6).mapToObj(BlobFilter::new).toList();
    private static final int SPECKS = 4;

    /** Copies the list. */
    public BrightnessFamily {
        variants = List.copyOf(variants);
        if (variants.isEmpty()) {
            throw new IllegalArgumentException("the family " + name + " has no variant");
        }
    }

    /**
     * Maximum, percentile, top-hat and blob filter, in every variant that the demo and the benchmark try. A blob filter
     * looks at one scale, or at all that are those of specks, of masses, or of both.
     */
    public static List<BrightnessFamily> all() {
        List<BrightnessFilter> hats = new ArrayList<>();
        for (int radius : RADII) {
            hats.add(new WhiteTopHat(radius));
        }
        List<BrightnessFilter> blobs = new ArrayList<>(SCALES);
        blobs.add(new BlobScales(SCALES.subList(0, SPECKS)));
        blobs.add(new BlobScales(SCALES.subList(SPECKS, SCALES.size())));
        blobs.add(new BlobScales(SCALES));
        return List.of(of("maximum", List.of(new GreyLevels()), 1), of("percentile", List.of(new GreyLevels()),
                LEVEL_SHARES), of("white top-hat", hats, FILTER_SHARES), of("blob filter", blobs, FILTER_SHARES));
    }

    private static BrightnessFamily of(String name, List<BrightnessFilter> filters, double... shares) {
        return new BrightnessFamily(name, filters.stream().flatMap(filter ->
                DoubleStream.of(shares).mapToObj(share -> new BrightnessScore(filter, share))).toList());
    }
}
