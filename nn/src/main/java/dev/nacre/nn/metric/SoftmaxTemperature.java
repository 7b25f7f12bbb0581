package dev.nacre.nn.metric;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.util.Arrays;

/**
 * Probabilities of several classes as the softmax of logits that are divided by one number, the temperature (Guo et al.
 * 2017, "On calibration of modern neural networks"). Which class is the most probable one stays so.
 *
 * @param temperature above 0; above 1 where the logits are too sure
 */
public record SoftmaxTemperature(double temperature) {
    private static final int MOST_STEPS = 200;

    /** Refuses what is no temperature. */
    public SoftmaxTemperature {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("a temperature of " + temperature
                    + ": give a finite number above 0");
        }
    }

    /**
     * The temperature with the least cross-entropy, by bisection on its slope, which rises with the inverse of the
     * temperature.
     *
     * @param labels of each validation case, its class
     * @param logits of each, finite: {@code [cases][classes]}
     * @throws InputException if there is no case, a logit is not a finite number, or no temperature is best: where
     *                        every case has the highest logit in its class, a lower one is always better, and where the
     *                        true class has no higher logit than the mean, a higher one
     */
    public static SoftmaxTemperature of(int[] labels, double[][] logits) {
        if (labels.length != logits.length) {
            throw new IllegalArgumentException(labels.length + " labels and logits of " + logits.length
                    + " cases: give both for every case");
        }
        boolean wrong = false;
        for (int index = 0; index < labels.length; index++) {
            if (!Arrays.stream(logits[index]).allMatch(Double::isFinite)) {
                throw new InputException("the logits of case " + (index + 1) + " of " + labels.length + " are "
                        + Arrays.toString(logits[index]) + ", and a temperature is fitted to finite ones: leave it out,"
                        + " or mend what gave it");
            }
            double own = logits[index][labels[index]];
            wrong |= Arrays.stream(logits[index]).anyMatch(other -> other > own);
        }
        if (!wrong) {
            throw new InputException("each of these " + labels.length + " cases has its highest logit in its own class,"
                    + " so that no temperature is best: validate on more cases");
        }
        if (slope(labels, logits, 0) >= 0) {
            throw new InputException("the logits of these " + labels.length + " cases are no higher in the true class,"
                    + " so that no temperature is best: take a model that has learned something");
        }
        double low = 0;
        double high = 1;
        while (slope(labels, logits, high) < 0) {
            low = high;
            high *= 2;
        }
        for (int step = 0; step < MOST_STEPS && high - low > Math.ulp(high); step++) {
            double middle = (low + high) / 2;
            if (slope(labels, logits, middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new SoftmaxTemperature(1 / high);
    }

    /** Of the summed cross-entropy by the inverse temperature: Σ (mean logit by probability − logit of the class). */
    private static double slope(int[] labels, double[][] logits, double inverse) {
        double sum = 0;
        for (int index = 0; index < labels.length; index++) {
            double[] probabilities = softmax(logits[index], inverse);
            for (int one = 0; one < probabilities.length; one++) {
                sum += probabilities[one] * (logits[index][one] - logits[index][labels[index]]);
            }
        }
        return sum;
    }

    private static double[] softmax(double[] logits, double inverse) {
        double highest = Arrays.stream(logits).max().orElseThrow();
        double[] powers = Arrays.stream(logits).map(logit -> StrictMath.exp(inverse * (logit - highest))).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    /** Of one case, summing to 1: {@code [classes]}. */
    public double[] probabilities(double[] logits) {
        return softmax(logits, 1 / temperature);
    }

    /** For files. */
    public Json.Fields toJson() {
        return Json.object().with("kind", "softmax_temperature").with("temperature", temperature);
    }
}
