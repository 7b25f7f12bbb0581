package dev.nacre.nn.linear;

import dev.nacre.nn.metric.Sigmoid;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Logits as linear functions of features: one for two classes, or one for each of several classes. Weights are those of
 * the features as they were given, not of standardised ones: where features are means over a map, the weighted sum of
 * the map's channels plus the intercept averages exactly to the logit (class-activation map, Zhou et al. 2016).
 */
public final class LinearClassifier {
    private static final int LANES = 8;

    private final double[][] weights;
    private final double[] intercepts;

    /**
     * Copies both.
     *
     * @param weights    {@code [outputs][features]}, finite
     * @param intercepts {@code [outputs]}, finite
     */
    public LinearClassifier(double[][] weights, double[] intercepts) {
        if (weights.length == 0 || weights.length != intercepts.length
                || Arrays.stream(weights).anyMatch(row -> row.length != weights[0].length)) {
            throw new IllegalArgumentException(weights.length + " rows of weights and " + intercepts.length
                    + " intercepts: give one of each for every output, and rows of one length");
        }
        if (!Arrays.stream(weights).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)
                || !Arrays.stream(intercepts).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a weight or an intercept is not a finite number");
        }
        this.weights = Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
        this.intercepts = intercepts.clone();
    }

    /** 1 for two classes, else the number of classes. */
    public int outputs() {
        return intercepts.length;
    }

    /** Features of a case. */
    public int width() {
        return weights[0].length;
    }

    /** The weights of one output, a copy: {@code [features]}. */
    public double[] weights(int output) {
        return weights[output].clone();
    }

    /** What is added to one output. */
    public double intercept(int output) {
        return intercepts[output];
    }

    /** The logits of one case: {@code [outputs]}. */
    public double[] logits(float[] features) {
        if (features.length != width()) {
            throw new IllegalArgumentException("a case of " + features.length + " features, and the classifier has "
                    + width() + ": are they of one encoder?");
        }
        double[] logits = new double[intercepts.length];
        logits(features, logits);
        return logits;
    }

    /** The logits of cases: {@code [cases][outputs]}. */
    public double[][] logits(float[][] cases) {
        return Arrays.stream(cases).map(this::logits).toArray(double[][]::new);
    }

    /** The probabilities of one case: of the second class alone where there is one output, else of every class. */
    public double[] probabilities(float[] features) {
        double[] logits = logits(features);
        if (logits.length == 1) {
            return new double[] {Sigmoid.of(logits[0])};
        }
        double largest = Entropy.largest(logits);
        double[] powers = Arrays.stream(logits).map(logit -> StrictMath.exp(logit - largest)).toArray();
        double sum = Arrays.stream(powers).sum();
        return Arrays.stream(powers).map(power -> power / sum).toArray();
    }

    /** The most probable class of one case; of equal ones the first. */
    public int mostProbable(float[] features) {
        double[] logits = logits(features);
        return logits.length == 1 ? logits[0] > 0 ? 1 : 0 : IntStream.range(0, logits.length).reduce(0,
                (best, output) -> logits[output] > logits[best] ? output : best);
    }

    /** The mean −ln of the probability of the cases' classes, by their weights. */
    public double entropy(LabelledFeatures cases) {
        double sum = 0;
        double[] logits = new double[intercepts.length];
        for (int row = 0; row < cases.cases(); row++) {
            logits(cases.features()[row], logits);
            sum += cases.weights()[row] * Entropy.of(logits, cases.classes()[row], logits);
        }
        return sum / Arrays.stream(cases.weights()).sum();
    }

    void logits(float[] features, double[] logits) {
        for (int output = 0; output < logits.length; output++) {
            logits[output] = intercepts[output] + product(weights[output], features);
        }
    }

    /** Eight sums side by side, since one alone would wait for each addition; always in this order. */
    private static double product(double[] weights, float[] features) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        double e = 0;
        double f = 0;
        double g = 0;
        double h = 0;
        int whole = weights.length - weights.length % LANES;
        for (int column = 0; column < whole; column += LANES) {
            a += weights[column] * features[column];
            b += weights[column + 1] * features[column + 1];
            c += weights[column + 2] * features[column + 2];
            d += weights[column + 3] * features[column + 3];
            e += weights[column + 4] * features[column + 4];
            f += weights[column + 5] * features[column + 5];
            g += weights[column + 6] * features[column + 6];
            h += weights[column + 7] * features[column + 7];
        }
        double sum = ((a + b) + (c + d)) + ((e + f) + (g + h));
        for (int column = whole; column < weights.length; column++) {
            sum += weights[column] * features[column];
        }
        return sum;
    }
}
