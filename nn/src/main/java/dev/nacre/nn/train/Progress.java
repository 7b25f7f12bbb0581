package dev.nacre.nn.train;

import dev.nacre.core.io.Json;

/**
 * Where a training stands, as checkpoints keep it; every number survives exactly.
 *
 * @param steps     done since the training began
 * @param lossSum   of the steps of the epoch that is under way
 * @param best      smallest validation loss so far; the largest number before the first
 * @param sinceBest epochs since then
 */
record Progress(long steps, double lossSum, double best, int sinceBest) {
    static final Progress START = new Progress(0, 0, Double.MAX_VALUE, 0);

    Progress step(double loss) {
        return new Progress(steps + 1, lossSum + loss, best, sinceBest);
    }

    Progress endOfEpoch() {
        return new Progress(steps, 0, best, sinceBest);
    }

    Progress validated(double validation) {
        return validation < best ? new Progress(steps, lossSum, validation, 0)
                : new Progress(steps, lossSum, best, sinceBest + 1);
    }

    Json.Fields toJson() {
        return Json.object().with("steps", steps).with("loss_sum", lossSum).with("best_validation", best)
                .with("epochs_since_best", sinceBest);
    }

    static Progress fromJson(Json json) {
        return new Progress(json.get("steps").whole(), json.get("loss_sum").decimal(),
                json.get("best_validation").decimal(), Math.toIntExact(json.get("epochs_since_best").whole()));
    }
}
