package dev.nacre.mammo.finealign.head;

import dev.nacre.mammo.eval.localisation.FoundRegion;
import dev.nacre.mammo.eval.localisation.RegionChoice;
import dev.nacre.mammo.image.PictureMap;
import java.util.List;

/**
 * Detection (specification §2.10) by the first of the two ways that it allows, boxes around masks: a region of a
 * {@link SegmentationModel}'s map, its highest value the score. Lesions that touch become one box.
 *
 * @param threshold above which a pixel belongs to a lesion; ½ where training was balanced
 * @param choice of the regions that are kept
 */
public record LesionBoxes(double threshold, RegionChoice choice) {
    /** Half, and regions of any size, at most five. */
    public static final LesionBoxes USUAL = new LesionBoxes(0.5, RegionChoice.CALCIFICATIONS);

    /** Refuses thresholds that no map reaches. */
    public LesionBoxes {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("a threshold of " + threshold + ": give more than 0, at most 1");
        }
    }

    /**
     * What is found, the surest first; {@link FoundRegion#box} gives the box on the original pixels.
     *
     * @param map how sure the model is at each pixel
     * @param pixelMillimetres distance of neighbouring pixels of the map
     */
    public List<FoundRegion> of(PictureMap map, double pixelMillimetres) {
        return choice.of(map, threshold, pixelMillimetres);
    }
}
