package dev.nacre.mammo.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One row of a {@link PretrainingTable}: a breast of one patient, its pictures by view, and what was reported about it.
 *
 * @param line line of the table on which the row starts, from 1
 * @param patient the patient's identifier, for grouping only; never shown
 * @param laterality which breast
 * @param pictures files by view, at least one view and at least one file for each
 * @param sections report sections (findings, impression), at least one, none blank
 * @param augmentedSections a rewording of each section; equal to {@code sections} where the table has none
 * @param fold the row's part in cross-validation
 */
public record Breast(int line, String patient, Laterality laterality, Map<View, List<Path>> pictures,
        List<String> sections, List<String> augmentedSections, int fold) {
    /** Copies the collections. */
    public Breast {
        Map<View, List<Path>> copy = new EnumMap<>(View.class);
        pictures.forEach((view, files) -> copy.put(view, List.copyOf(files)));
        pictures = Collections.unmodifiableMap(copy);
        sections = List.copyOf(sections);
        augmentedSections = List.copyOf(augmentedSections);
        if (pictures.isEmpty() || pictures.values().stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("a breast needs a picture for each view that it names: " + pictures);
        }
        if (sections.isEmpty() || sections.size() != augmentedSections.size()) {
            throw new IllegalArgumentException("a breast needs at least one section and as many augmented ones, got "
                    + sections.size() + " and " + augmentedSections.size());
        }
    }

    /** The views that have pictures, CC before MLO. */
    public List<View> views() {
        return List.copyOf(pictures.keySet());
    }

    /** Says which row this is without the patient's identifier or report, so that it may stand in a log. */
    @Override
    public String toString() {
        return "Breast[line " + line + ", " + laterality + ", " + views() + "]";
    }
}
