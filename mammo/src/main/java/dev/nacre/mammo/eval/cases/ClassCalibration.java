package dev.nacre.mammo.eval.cases;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import dev.nacre.nn.metric.ReliabilityCurve;
import dev.nacre.nn.metric.SoftmaxTemperature;
import java.util.Optional;

/**
 * How far the probability of the most probable class can be believed, with a temperature that was fitted on validation
 * cases and without one.
 *
 * @param map   fitted on validation cases
 * @param with  the probability of the answer against how often it is right, by the map
 * @param plain the same by the softmax of the scores as they are
 */
public record ClassCalibration(SoftmaxTemperature map, ReliabilityCurve with, ReliabilityCurve plain) {
    private static final int BINS = 10;

    /** Nothing where no temperature is best on the validation cases. */
    static Optional<ClassCalibration> of(Cases validation, Cases test) {
        SoftmaxTemperature map;
        try {
            map = SoftmaxTemperature.of(validation.labels(), scores(validation));
        } catch (InputException noneIsBest) {
            return Optional.empty();
        }
        return Optional.of(new ClassCalibration(map, curve(test, map), curve(test, new SoftmaxTemperature(1))));
    }

    private static double[][] scores(Cases cases) {
        return cases.all().stream().map(Case::scores).toArray(double[][]::new);
    }

    private static ReliabilityCurve curve(Cases test, SoftmaxTemperature map) {
        int[] answers = test.highest();
        boolean[] right = new boolean[answers.length];
        double[] sure = new double[answers.length];
        for (int index = 0; index < answers.length; index++) {
            right[index] = test.all().get(index).label() == answers[index];
            sure[index] = map.probabilities(test.all().get(index).scores())[answers[index]];
        }
        return ReliabilityCurve.ofEqualCount(right, sure, BINS);
    }

    Json.Fields toJson() {
        return map.toJson().with("expected_calibration_error", with.expectedCalibrationError())
                .with("expected_calibration_error_without", plain.expectedCalibrationError());
    }
}
