package dev.nacre.mammo.data.sets;

import dev.nacre.mammo.data.Birads;
import dev.nacre.mammo.data.Pathology;
import java.util.ArrayList;
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

    /**
     * A picture's findings with its places: its only finding has them; where there are several, or none, they are a
     * finding of their own, since nothing says to which they belong.
     */
    static List<Finding> placed(List<Finding> findings, List<Region> places) {
        if (places.isEmpty()) {
            return findings;
        }
        if (findings.size() == 1) {
            Finding only = findings.getFirst();
            return List.of(new Finding(only.categories, only.descriptors, places, only.birads, only.pathology));
        }
        List<Finding> all = new ArrayList<>(findings);
        all.add(new Finding(List.of(FindingCategory.UNSPECIFIED), List.of(), places, Optional.empty(),
                Optional.empty()));
        return all;
    }
}
