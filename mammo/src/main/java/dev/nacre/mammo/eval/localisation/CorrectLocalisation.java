package dev.nacre.mammo.eval.localisation;

import dev.nacre.nn.InputException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The share of pictures with a lesion in which the surest region lies on one (CorLoc; Deselaers et al. 2012). A picture
 * in which nothing was found is a miss.
 */
public enum CorrectLocalisation {
    /** By intersection over union. */
    IOU,
    /** By intersection over the region found, which small regions pass easily. */
    IOR;

    /** What was found in a picture, and its lesions. */
    public record Picture(List<ScoredRegion> found, List<Region> lesions) {
        /** Copies the lists. */
        public Picture {
            found = List.copyOf(found);
            lesions = List.copyOf(lesions);
        }
    }

    /** Whether the surest region lies on a lesion. @param threshold of the measure, above 0, at most 1 */
    public boolean isCorrect(Picture picture, double threshold) {
        Optional<ScoredRegion> surest = picture.found.stream().max(Comparator.comparingDouble(ScoredRegion::score));
        return surest.isPresent() && picture.lesions.stream()
                .anyMatch(lesion -> measure(surest.get().region(), lesion) >= threshold);
    }

    /**
     * The share over pictures with a lesion.
     *
     * @throws InputException if none shows one
     */
    public double share(List<Picture> pictures, double threshold) {
        return pictures.stream().filter(picture -> !picture.lesions.isEmpty())
                .mapToDouble(picture -> isCorrect(picture, threshold) ? 1 : 0).average()
                .orElseThrow(() -> new InputException("of " + pictures.size() + " pictures none shows a lesion:"
                        + " evaluate on others"));
    }

    private double measure(Region found, Region lesion) {
        return this == IOU ? Region.iou(found, lesion) : Region.ior(found, lesion);
    }
}
