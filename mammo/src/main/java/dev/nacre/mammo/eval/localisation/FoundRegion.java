package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.image.PlaneAffine;
import dev.nacre.mammo.image.PlaneBox;

/**
 * A region of a map above its threshold.
 *
 * @param region in pixels of the prepared picture
 * @param mean of the map over it
 * @param highest value of the map in it
 */
public record FoundRegion(Region.Pixels region, double mean, double highest) {
    /** For measures of localisation, the highest value being the score. */
    public ScoredRegion scored() {
        return new ScoredRegion(region, highest);
    }

    /** The box around it on the original pixels. @param toOriginal back from the prepared picture */
    public PlaneBox box(PlaneAffine toOriginal) {
        return region.bounds().mapped(toOriginal);
    }
}
