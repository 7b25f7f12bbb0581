package dev.nacre.mammo.task.factor;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import java.util.List;

/**
 * The connected regions of the pixels above a quantile of a map in its own breast, corners connecting. Every map has
 * such regions, also that of a picture in which there is nothing: they say where, and not whether.
 *
 * @param quantile 0 to 1
 * @param choice which regions are kept
 */
public record HottestRegions(double quantile, RegionChoice choice) {
    /** Above the 95 % quantile, of any size, at most five. */
    public static final HottestRegions PUBLISHED = new HottestRegions(0.95, RegionChoice.CALCIFICATIONS);

    /** Refuses what is no quantile. */
    public HottestRegions {
        if (!(quantile >= 0 && quantile < 1)) {
            throw new IllegalArgumentException("the quantile " + quantile + ": give at least 0 and less than 1");
        }
    }

    /**
     * The regions, the highest mean first; none where the map is the same in all of the breast.
     *
     * @param map in pixels of the prepared picture, not below 0
     * @param breast of the same size
     * @param pixelMillimetres distance of neighbouring pixels
     */
    public List<FoundRegion> of(PictureMap map, Mask breast, double pixelMillimetres) {
        float above = Math.nextUp((float) map.percentile(breast, quantile));
        return choice.of(map.within(breast), above, pixelMillimetres);
    }
}
