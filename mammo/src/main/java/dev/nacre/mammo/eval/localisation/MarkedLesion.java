package dev.nacre.mammo.eval.localisation;

import dev.nacre.mammo.data.Pathology;
import dev.nacre.mammo.data.sets.Finding;
import dev.nacre.mammo.data.sets.FindingCategory;
import dev.nacre.mammo.data.sets.Region;
import dev.nacre.mammo.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lesion that a set marked in a picture.
 *
 * @param categories what kind it is, at least one
 * @param pathology what became of it
 * @param mask of the picture's size, before any cropping, flipping or resizing
 */
public record MarkedLesion(List<FindingCategory> categories, Optional<Pathology> pathology, Mask mask) {
    /** Copies the list. */
    public MarkedLesion {
        categories = List.copyOf(categories);
    }

    /**
     * The lesions that were marked; findings without a place are left out. Where a finding is marked in several ways,
     * the finest counts: masks before outlines before boxes.
     *
     * @param height rows of the picture's file
     * @param width columns of the picture's file
     * @throws dev.nacre.nn.InputException if a mask's file cannot be read
     */
    public static List<MarkedLesion> of(List<Finding> findings, int height, int width) {
        List<MarkedLesion> lesions = new ArrayList<>();
        for (Finding finding : findings) {
            int finest = finding.regions().stream().mapToInt(MarkedLesion::coarseness).min().orElse(0);
            Mask all = null;
            for (Region region : finding.regions()) {
                if (coarseness(region) == finest) {
                    Mask one = RegionMask.of(region, height, width);
                    all = all == null ? one : all.or(one);
                }
            }
            if (all != null && all.count() > 0) {
                lesions.add(new MarkedLesion(finding.categories(), finding.pathology(), all));
            }
        }
        return lesions;
    }

    private static int coarseness(Region region) {
        return switch (region) {
            case Region.MaskFile file -> 0;
            case Region.Polygon polygon -> 1;
            case Region.Ellipse ellipse -> 1;
            case Region.Box box -> 2;
        };
    }
}
