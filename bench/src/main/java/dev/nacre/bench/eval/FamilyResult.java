package dev.nacre.bench.eval;

import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.Interval;

/**
 * How well a family of baselines finds the breasts with a lesion.
 *
 * @param family   its name
 * @param chosen   the variant that is best on one half of the patients
 * @param measured its area under the ROC curve on the other half
 * @param best     the variant that is best on all breasts
 * @param overall  its area on these very breasts, which favours it
 */
record FamilyResult(String family, String chosen, Interval measured, String best, Interval overall) {
    Json.Fields json() {
        return Json.object().with("family", family).with("chosen_on_one_half", chosen)
                .with("area_on_the_other_half", json(measured)).with("best_on_all", best)
                .with("area_on_all", json(overall));
    }

    private static Json.Fields json(Interval interval) {
        return Json.object().with("estimate", interval.estimate()).with("low", interval.low())
                .with("high", interval.high()).with("level", interval.level());
    }
}
