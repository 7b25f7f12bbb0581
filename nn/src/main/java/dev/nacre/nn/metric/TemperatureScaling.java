package dev.nacre.nn.metric;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;

/**
 * Probabilities as the sigmoid of a logit divided by one number, the temperature (Guo et al. 2017, "On calibration of
 * modern neural networks"). What is more likely than not stays so.
 *
 * @param temperature above 0; above 1 where the logits are too sure
 */
public record TemperatureScaling(double temperature) implements Calibration {
    static final String KIND = "temperature";
    private static final int MOST_STEPS = 200;

    /** Refuses what is no temperature. */
    public TemperatureScaling {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("a temperature of " + temperature
                    + ": give a finite number above 0");
        }
    }

    /**
     * The temperature with the least cross-entropy.
     *
     * @param positive of each validation case, whether it has what is looked for
     * @param logits   of each, finite: the model's log odds of that
     * @throws InputException if all cases are of one class, a logit is not a finite number, or no temperature is best:
     *                        where every case lies on its side of 0, a lower one is always better, and where positive
     *                        cases do not have the higher logits, a higher one
     */
    public static TemperatureScaling of(boolean[] positive, double[] logits) {
        CalibrationCases.check(positive, logits);
        if (slope(positive, logits, 0) >= 0) {
            throw new InputException("the logits of these " + logits.length + " cases do not rise with the truth, so"
                    + " that no temperature is best: take the model's log odds of a positive case");
        }
        boolean wrongSide = false;
        for (int index = 0; index < logits.length; index++) {
            wrongSide |= positive[index] ? logits[index] < 0 : logits[index] > 0;
        }
        if (!wrongSide) {
            throw new InputException("each of these " + logits.length + " cases has a logit on its own side of 0, so"
                    + " that no temperature is best: validate on more cases, or use Platt scaling");
        }
        double low = 0;
        double high = 1;
        while (slope(positive, logits, high) < 0) {
            low = high;
            high *= 2;
        }
        return new TemperatureScaling(1 / root(positive, logits, low, high));
    }

    /** Where the slope is 0, between two inverse temperatures: Newton, halving the bracket where it would leave it. */
    private static double root(boolean[] positive, double[] logits, double lowest, double highest) {
        double low = lowest;
        double high = highest;
        double inverse = high;
        for (int step = 0; step < MOST_STEPS; step++) {
            double slope = slope(positive, logits, inverse);
            if (slope < 0) {
                low = inverse;
            } else {
                high = inverse;
            }
            double next = inverse - slope / curvature(logits, inverse);
            if (!(next > low && next < high)) {
                next = (low + high) / 2;
            }
            if (Math.abs(next - inverse) <= Math.ulp(inverse)) {
                return next;
            }
            inverse = next;
        }
        return inverse;
    }

    /** Of the summed cross-entropy by the inverse temperature; rises with it. */
    private static double slope(boolean[] positive, double[] logits, double inverse) {
        double sum = 0;
        for (int index = 0; index < logits.length; index++) {
            sum += (Sigmoid.of(inverse * logits[index]) - (positive[index] ? 1 : 0)) * logits[index];
        }
        return sum;
    }

    private static double curvature(double[] logits, double inverse) {
        double sum = 0;
        for (double logit : logits) {
            double probability = Sigmoid.of(inverse * logit);
            sum += probability * (1 - probability) * logit * logit;
        }
        return sum;
    }

    @Override
    public double probability(double logit) {
        return Sigmoid.of(logit / temperature);
    }

    @Override
    public Json.Fields toJson() {
        return Json.object().with("kind", KIND).with("temperature", temperature);
    }

    static TemperatureScaling fromJson(Json json) {
        return new TemperatureScaling(json.get("temperature").decimal());
    }
}
