package dev.nacre.mammo.eval.cases;

import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.Interval;

/**
 * One number that says how good something is.
 *
 * @param key      in files
 * @param title    on pages
 * @param interval the number and what it may as well be
 */
public record Figure(String key, String title, Interval interval) {
    /** For files: estimate, low, high. */
    public Json.Fields toJson() {
        return Json.object().with("estimate", interval.estimate()).with("low", interval.low())
                .with("high", interval.high());
    }

    /** Several as one object, by key. */
    static Json.Fields json(Iterable<Figure> figures) {
        Json.Fields json = Json.object();
        for (Figure figure : figures) {
            json = json.with(figure.key(), figure.toJson());
        }
        return json;
    }
}
