package dev.nacre.mammo.eval.localisation;

/**
 * A region that was found, and how sure the model is of it.
 *
 * @param region where
 * @param score a higher one meaning a lesion
 */
public record ScoredRegion(Region region, double score) {
    /** Refuses a score that is not a number. */
    public ScoredRegion {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("the score of a region is not a number");
        }
    }
}
