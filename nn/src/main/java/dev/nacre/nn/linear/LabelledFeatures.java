package dev.nacre.nn.linear;

import dev.nacre.nn.InputException;
import java.util.Arrays;

/**
 * Cases to learn from. The arrays are not copied.
 *
 * @param features {@code [cases][features]}, finite
 * @param classes  of each case, from 0
 * @param weights  of each case, how many cases it counts for; finite, not below 0, not all 0
 */
public record LabelledFeatures(float[][] features, int[] classes, double[] weights) {
    /** Refuses what nothing can be learned from. @throws InputException also for a feature that is not finite */
    public LabelledFeatures {
        if (features.length == 0) {
            throw new InputException("there is no case to learn from: give at least one");
        }
        if (features.length != classes.length || features.length != weights.length) {
            throw new IllegalArgumentException(features.length + " cases, " + classes.length + " classes and "
                    + weights.length + " weights: give one of each for every case");
        }
        double sum = 0;
        for (int row = 0; row < features.length; row++) {
            if (features[row].length != features[0].length || features[row].length == 0 || classes[row] < 0) {
                throw new IllegalArgumentException("case " + (row + 1) + " has " + features[row].length
                        + " features and the class " + classes[row] + ", and the first has " + features[0].length
                        + " features: give as many of each, at least one, and classes from 0");
            }
            if (!(weights[row] >= 0) || Double.isInfinite(weights[row])) {
                throw new IllegalArgumentException("case " + (row + 1) + " has the weight " + weights[row]
                        + ": give a finite number, not below 0");
            }
            sum += weights[row];
            requireFinite(features[row], row);
        }
        if (sum == 0) {
            throw new IllegalArgumentException("all weights are 0: give one above it");
        }
    }

    private static void requireFinite(float[] values, int row) {
        for (int column = 0; column < values.length; column++) {
            if (!Float.isFinite(values[column])) {
                throw new InputException("feature " + (column + 1) + " of case " + (row + 1) + " is " + values[column]
                        + ": leave the case out, or mend what gave it");
            }
        }
    }

    /** Cases that all count for one. */
    public static LabelledFeatures of(float[][] features, int[] classes) {
        double[] weights = new double[features.length];
        Arrays.fill(weights, 1);
        return new LabelledFeatures(features, classes, weights);
    }

    /** The same cases, of which each class that has any counts for as much as every other. */
    public LabelledFeatures balanced() {
        int[] counts = new int[Arrays.stream(classes).max().orElseThrow() + 1];
        for (int one : classes) {
            counts[one]++;
        }
        long present = Arrays.stream(counts).filter(count -> count > 0).count();
        double[] balanced = new double[weights.length];
        for (int row = 0; row < balanced.length; row++) {
            balanced[row] = (double) weights.length / (present * counts[classes[row]]);
        }
        return new LabelledFeatures(features, classes, balanced);
    }

    /** How many there are. */
    public int cases() {
        return features.length;
    }

    /** Features of each case. */
    public int width() {
        return features[0].length;
    }

    /** Some of them, by their numbers; their features are shared. */
    public LabelledFeatures chosen(int[] numbers) {
        return new LabelledFeatures(Arrays.stream(numbers).mapToObj(number -> features[number]).toArray(float[][]::new),
                Arrays.stream(numbers).map(number -> classes[number]).toArray(),
                Arrays.stream(numbers).mapToDouble(number -> weights[number]).toArray());
    }
}
