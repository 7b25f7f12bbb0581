package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/**
 * Whether paired figures differ in the mean: {@code t = d̄ / (s_d / √n)} on their differences (Student 1908).
 *
 * @param meanDifference first minus second
 * @param t 0 if all differences are 0
 * @param degrees of freedom, n − 1
 * @param p two-sided
 */
public record PairedTTest(double meanDifference, double t, int degrees, double p) {
    /** Compares. @throws InputException if there are less than two pairs, or a figure is not a finite number */
    public static PairedTTest of(double[] first, double[] second) {
        double[] differences = Differences.of(first, second);
        int pairs = differences.length;
        if (pairs < 2) {
            throw new InputException("a t test needs two pairs, and there are " + pairs + ": evaluate on more cases");
        }
        double sum = 0;
        for (double difference : differences) {
            sum += difference;
        }
        double mean = sum / pairs;
        double squares = 0;
        for (double difference : differences) {
            squares += (difference - mean) * (difference - mean);
        }
        double t = mean == 0 ? 0 : mean / Math.sqrt(squares / (pairs - 1) / pairs);
        return new PairedTTest(mean, t, pairs - 1, StudentTail.twoSided(t, pairs - 1));
    }
}
