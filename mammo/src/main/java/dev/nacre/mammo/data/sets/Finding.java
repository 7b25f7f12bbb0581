package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Pathology;
import java.util.List;
import java.util.Optional;

/**
 * Something that was seen in a picture.
 *
 * @param categories what kind it is; several where the set names several, at least one
 * @param descriptors further words of the set, such as shape and margin; may be empty
 * @param regions where it is, by every means that the set gives; empty where it says nothing
 * @param birads its own assessment
 * @param pathology what became of it
 */
public record Finding(List<FindingCategory> categories, List<String> descriptors, List<Region> regions,
        Optional<Birads> birads, Optional<Pathology> pathology) {
    /** Copies the lists. */
    public Finding {
        categories = List.copyOf(categories);
        descriptors = List.copyOf(descriptors);
        regions = List.copyOf(regions);
        if (categories.isEmpty()) {
            throw new IllegalArgumentException("a finding needs a category; there is one for unspecified ones");
        }
    }
}
