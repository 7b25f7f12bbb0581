package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.Mask;
import java.util.List;

/**
 * What a mask at a fixed threshold marks that is no lesion.
 *
 * @param regions connected regions that hit no lesion; all of them in a picture without one
 * @param squareCentimetres of all that lies outside the lesions, also where a region hits one
 */
public record FalseArea(int regions, double squareCentimetres) {
    private static final double SQUARE_MILLIMETRES = 100;

    /**
     * Counts.
     *
     * @param found marked pixels
     * @param truth pixels of lesions, of the same size
     * @param rule when a region hits a lesion
     * @param pixelMillimetres distance of neighbouring pixels
     */
    public static FalseArea of(Mask found, Mask truth, HitRule rule, double pixelMillimetres) {
        List<ScoredRegion> regions = Region.components(found).stream().map(region -> new ScoredRegion(region, 1))
                .toList();
        MaskOverlap overlap = MaskOverlap.of(found, truth);
        return new FalseArea(MarkedPicture.of(regions, Region.components(truth), rule).falseScores().length,
                (overlap.found() - overlap.both()) * pixelMillimetres * pixelMillimetres / SQUARE_MILLIMETRES);
    }
}
