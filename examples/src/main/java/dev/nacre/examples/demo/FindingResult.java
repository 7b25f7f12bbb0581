package dev.nacre.examples.demo;

import dev.nacre.nn.metric.Interval;
import java.util.Comparator;
import java.util.List;

/**
 * What came out for one finding.
 *
 * @param finding    which
 * @param positive   of each held-out breast, whether it has it
 * @param trained    the model
 * @param untrained  the same model before its first step
 * @param baselines  scores that need no learning
 * @param difference area of the model minus that of {@link #best}
 * @param threshold  that was best on the breasts set aside for such choices
 */
record FindingResult(Finding finding, boolean[] positive, Measured trained, Measured untrained,
        List<Measured> baselines, Interval difference, double threshold) {
    FindingResult {
        baselines = List.copyOf(baselines);
    }

    /** The baseline with the largest area on the held-out breasts themselves, which favours it. */
    static Measured best(List<Measured> baselines) {
        return baselines.stream().max(Comparator.comparingDouble(one -> one.area().estimate())).orElseThrow();
    }

    int positives() {
        int count = 0;
        for (boolean has : positive) {
            count += has ? 1 : 0;
        }
        return count;
    }
}
