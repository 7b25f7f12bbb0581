package dev.nacre.mammo.eval.cases;

import dev.nacre.core.Key;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Resampling;

/**
 * How intervals are found: by a percentile bootstrap that draws whole patients.
 *
 * @param replicates how often; 2000 give percentiles that are steady to the second decimal place
 * @param level      confidence, such as 0.95
 * @param seed       of the draws
 */
public record Draws(int replicates, double level, long seed) {
    /** What papers report. */
    public static final Draws USUAL = new Draws(2000, 0.95, 0);

    /** Over the patients of some cases; the same cases are drawn alike for all their scores. */
    public Bootstrap over(Cases cases) {
        return new Bootstrap(Resampling.byGroup(cases.patients()), replicates, level, Key.of(seed));
    }
}
