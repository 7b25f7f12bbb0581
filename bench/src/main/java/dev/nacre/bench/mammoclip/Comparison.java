package dev.nacre.bench.mammoclip;

import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.Bootstrap;
import dev.nacre.nn.metric.Interval;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One row of a table: a figure of ours, of what it is compared with, and their difference, all on the same draws of
 * patients.
 *
 * @param what is compared, for people
 * @param cases how many
 * @param own figure
 * @param other figure
 * @param difference of both
 * @param strict the difference's interval at the level that all rows of the claim together keep (Bonferroni)
 */
record Comparison(String what, int cases, Interval own, Interval other, Interval difference, Interval strict) {
    /**
     * What is to be compared.
     *
     * @param patients of each case
     * @param own figure, by how often each case counts
     * @param other figure, likewise
     */
    record Asked(String what, List<String> patients, ToDoubleFunction<int[]> own, ToDoubleFunction<int[]> other) {
        Asked {
            patients = List.copyOf(patients);
        }

        /** @param draws of the patients @param strict the same draws at a higher level */
        Comparison answered(Bootstrap draws, Bootstrap strict) {
            ToDoubleFunction<int[]> difference = times -> own.applyAsDouble(times) - other.applyAsDouble(times);
            List<Interval> intervals = draws.intervals(List.of(own, other, difference));
            return new Comparison(what, patients.size(), intervals.get(0), intervals.get(1), intervals.get(2),
                    strict.interval(difference));
        }
    }

    /** Whether it is better beyond what all rows' chance could do. */
    boolean isBetter() {
        return strict.low() > 0;
    }

    /** Whether it is worse beyond that. */
    boolean isWorse() {
        return strict.high() < 0;
    }

    Json toJson() {
        return Json.object().with("what", what).with("cases", cases).with("own", json(own)).with("other", json(other))
                .with("difference", json(difference)).with("strict", json(strict));
    }

    private static Json json(Interval interval) {
        return Json.object().with("estimate", interval.estimate()).with("low", interval.low())
                .with("high", interval.high()).with("level", interval.level());
    }

    String markdown() {
        return "| " + what + " | " + cases + " | " + shown(own) + " | " + shown(other) + " | " + shown(difference)
                + " | " + (isBetter() ? "better" : isWorse() ? "worse" : "undecided") + " |\n";
    }

    /** A number that was given, and not found, has no interval. */
    private static String shown(Interval interval) {
        if (interval.low() == interval.high()) {
            return String.format(Locale.ROOT, "%.3f", interval.estimate());
        }
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", interval.estimate(), interval.low(), interval.high());
    }
}
