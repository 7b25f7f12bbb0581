package dev.nacre.nn.metric;

import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;

/**
 * How likely a case with a score has what is looked for. Fitted on validation cases and applied to others: on the cases
 * of the fit itself probabilities look better than they are.
 */
public sealed interface Calibration permits PlattScaling, TemperatureScaling, IsotonicRegression {
    /** Of one score, 0 to 1; NaN for NaN. */
    double probability(double score);

    /** Of each score: {@code [cases]}. */
    default double[] probabilities(double[] scores) {
        double[] probabilities = new double[scores.length];
        for (int index = 0; index < scores.length; index++) {
            probabilities[index] = probability(scores[index]);
        }
        return probabilities;
    }

    /** For files. */
    Json.Fields toJson();

    /** From {@link #toJson}. @throws JsonException if something is missing or the kind is unknown */
    static Calibration fromJson(Json json) {
        String kind = json.get("kind").text();
        return switch (kind) {
            case PlattScaling.KIND -> PlattScaling.fromJson(json);
            case TemperatureScaling.KIND -> TemperatureScaling.fromJson(json);
            case IsotonicRegression.KIND -> IsotonicRegression.fromJson(json);
            default -> throw new JsonException("a calibration of kind \"" + kind + "\" is unknown; the kinds are \""
                    + PlattScaling.KIND + "\", \"" + TemperatureScaling.KIND + "\" and \"" + IsotonicRegression.KIND
                    + "\"");
        };
    }
}
