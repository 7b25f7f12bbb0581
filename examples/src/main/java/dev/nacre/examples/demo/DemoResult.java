package dev.nacre.examples.demo;

import dev.nacre.core.io.Json;
import dev.nacre.nn.metric.Interval;
import dev.nacre.nn.train.TrainingHistory;
import java.util.List;

/**
 * All that the page shows.
 *
 * @param code            which code made it
 * @param command         that makes it again
 * @param settings        of phantoms, model, training and evaluation
 * @param trainingBreasts rows of the table that the model learned from
 * @param minutes         from the first phantom to the page
 * @param quick           whether this was only to see that everything works
 * @param heldOut         breasts that nothing was learned from or chosen by
 * @param findings        what came out
 * @param log             of the training
 */
record DemoResult(String code, String command, Json settings, int trainingBreasts, double minutes, boolean quick,
        List<DemoBreast> heldOut, List<FindingResult> findings, TrainingHistory log) {
    DemoResult {
        heldOut = List.copyOf(heldOut);
        findings = List.copyOf(findings);
    }

    long heldOutPatients() {
        return heldOut.stream().map(DemoBreast::patient).distinct().count();
    }

    /** For programs. */
    Json.Fields toJson() {
        Json.Fields all = Json.object().with("notice", "Research use, not for diagnosis; phantoms, not patients.")
                .with("code", code).with("command", command).with("quick", quick).with("minutes", minutes)
                .with("training_breasts", trainingBreasts).with("held_out_breasts", heldOut.size())
                .with("held_out_patients", heldOutPatients());
        for (FindingResult result : findings) {
            Json.Fields baselines = Json.object();
            for (Measured baseline : result.baselines()) {
                baselines = baselines.with(baseline.name(), json(baseline.area()).with("detail", baseline.detail()));
            }
            all = all.with(result.finding().word(), Json.object().with("positives", result.positives())
                    .with("trained", json(result.trained().area())).with("untrained", json(result.untrained().area()))
                    .with("baselines", baselines).with("minus_best_baseline", json(result.difference())));
        }
        return all.with("settings", settings);
    }

    private static Json.Fields json(Interval interval) {
        return Json.object().with("estimate", interval.estimate()).with("low", interval.low())
                .with("high", interval.high()).with("level", interval.level());
    }
}
