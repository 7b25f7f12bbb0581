package dev.nacre.mammo.task.detection;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.mammo.data.sets.FindingCategory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One of the kinds of lesions that a detector tells apart; its place in the detector's list is its class.
 *
 * @param name for people and result files
 * @param categories of findings that are of this kind
 */
public record LesionKind(String name, Set<FindingCategory> categories) {
    /** Masses. */
    public static final LesionKind MASS = new LesionKind("mass", Set.of(FindingCategory.MASS));
    /** Calcifications. */
    public static final LesionKind CALCIFICATION =
            new LesionKind("calcification", Set.of(FindingCategory.CALCIFICATION));
    /** Whatever was marked. */
    public static final LesionKind ANY = new LesionKind("lesion", EnumSet.allOf(FindingCategory.class));

    /** Copies the set. */
    public LesionKind {
        categories = Set.copyOf(categories);
        if (name.isBlank() || categories.isEmpty()) {
            throw new IllegalArgumentException("a kind of lesion needs a name and at least one category");
        }
    }

    /** Whether a finding of these categories is of this kind. */
    public boolean has(List<FindingCategory> found) {
        return found.stream().anyMatch(categories::contains);
    }

    /** For model files. */
    Json.Fields toJson() {
        SortedSet<FindingCategory> sorted = new TreeSet<>(categories);
        return Json.object().with("name", name).with("categories", new Json.Items(sorted.stream()
                .<Json>map(category -> new Json.Text(category.name().toLowerCase(Locale.ROOT))).toList()));
    }

    /** From {@link #toJson}. @throws JsonException if it is none */
    static LesionKind fromJson(Json json) {
        List<FindingCategory> found = new ArrayList<>();
        for (Json word : json.get("categories").items()) {
            found.add(Arrays.stream(FindingCategory.values())
                    .filter(category -> category.name().equalsIgnoreCase(word.text())).findFirst()
                    .orElseThrow(() -> new JsonException("there is no category of findings '" + word.text() + "'")));
        }
        return new LesionKind(json.get("name").text(), EnumSet.copyOf(found));
    }
}
