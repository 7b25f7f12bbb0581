package dev.nacre.bench.eval;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.phantom.breast.Lesion;
import java.util.Comparator;
import java.util.List;

/**
 * How well brightness finds the breasts with one kind of lesion.
 *
 * @param kind      of lesion
 * @param positives breasts that have it
 * @param families  at least one
 */
record KindResult(Lesion.Kind kind, int positives, List<FamilyResult> families) {
    KindResult {
        families = List.copyOf(families);
    }

    /** The family with the largest area on all breasts. */
    FamilyResult best() {
        return families.stream().max(Comparator.comparingDouble(family -> family.overall().estimate())).orElseThrow();
    }

    Json.Fields json(double highest) {
        return Json.object().with("breasts", positives)
                .with("families", new Json.Items(families.stream().map(family -> (Json) family.json()).toList()))
                .with("best_area", best().overall().estimate())
                .with("within_limit", best().overall().estimate() <= highest);
    }
}
