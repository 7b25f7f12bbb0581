package dev.nacre.mammo.eval.cases;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.BrierScore;
import dev.nacre.nn.metric.Calibration;
import dev.nacre.nn.metric.IsotonicRegression;
import dev.nacre.nn.metric.PlattScaling;
import dev.nacre.nn.metric.ReliabilityCurve;
import dev.nacre.nn.metric.TemperatureScaling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Probabilities made of scores by a map that was fitted on validation cases, and how far they can be believed on
 * others.
 *
 * @param name  of the map
 * @param map   the map
 * @param brier mean squared error of the probabilities, 0 to 1
 * @param curve cases of nearly the same probability
 */
public record CalibrationResult(String name, Calibration map, double brier, ReliabilityCurve curve) {
    private static final int BINS = 10;

    /** Platt's scaling, isotonic regression, and a temperature where one is best: see {@link TemperatureScaling}. */
    static List<CalibrationResult> of(Cases validation, Cases test) {
        boolean[] positive = validation.positive();
        double[] scores = validation.scores(1);
        List<CalibrationResult> all = new ArrayList<>();
        all.add(of("Platt", PlattScaling.of(positive, scores), test));
        all.add(of("isotonic", IsotonicRegression.of(positive, scores), test));
        temperature(positive, scores).ifPresent(map -> all.add(of("temperature", map, test)));
        return all;
    }

    private static Optional<TemperatureScaling> temperature(boolean[] positive, double[] scores) {
        try {
            return Optional.of(TemperatureScaling.of(positive, scores));
        } catch (InputException noneIsBest) {
            return Optional.empty();
        }
    }

    private static CalibrationResult of(String name, Calibration map, Cases test) {
        double[] probabilities = map.probabilities(test.scores(1));
        return new CalibrationResult(name, map, BrierScore.of(test.positive(), probabilities),
                ReliabilityCurve.ofEqualCount(test.positive(), probabilities, BINS));
    }

    Json.Fields toJson() {
        return Json.object().with("name", name).with("map", map.toJson()).with("brier", brier)
                .with("expected_calibration_error", curve.expectedCalibrationError());
    }
}
