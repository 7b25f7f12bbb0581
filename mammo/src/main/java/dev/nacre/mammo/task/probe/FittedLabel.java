package dev.nacre.mammo.task.probe;

import dev.nacre.core.io.Json;
import dev.nacre.nn.linear.Lbfgs;

/**
 * How one classifier of a probe was fitted: that of one finding, or of all classes together.
 *
 * @param name     of the finding; of classes, all of them
 * @param pictures it was fitted to
 * @param patients whose they are
 * @param penalty  it was fitted with
 * @param folds    by which the penalty was chosen; 0 where there was one alone, or where too few patients had a label:
 *                 then it is the middle one
 * @param steps    of the solver
 * @param end      why the solver ended
 */
public record FittedLabel(String name, int pictures, int patients, double penalty, int folds, int steps,
        Lbfgs.End end) {
    Json.Fields toJson() {
        return Json.object().with("name", name).with("pictures", pictures).with("patients", patients)
                .with("penalty", penalty).with("folds", folds).with("steps", steps).with("end", end.name());
    }

    static FittedLabel fromJson(Json json) {
        return new FittedLabel(json.get("name").text(), Math.toIntExact(json.get("pictures").whole()),
                Math.toIntExact(json.get("patients").whole()), json.get("penalty").decimal(),
                Math.toIntExact(json.get("folds").whole()), Math.toIntExact(json.get("steps").whole()),
                Lbfgs.End.valueOf(json.get("end").text()));
    }
}
