package dev.nacre.nn.linear;

import java.util.Arrays;

/**
 * The mean cross entropy of a linear classifier on standardised features, and half the penalty times the sum of squares
 * of its weights. With one output it is that of two classes by the sigmoid, with several that of as many classes by
 * softmax. Its variables are, output by output, the weights of all features and the intercept.
 */
final class PenalisedEntropy implements SmoothFunction {
    private final LabelledFeatures cases;
    private final Standardisation standard;
    private final int outputs;
    private final double penalty;
    private final int width;
    private final double weight;

    PenalisedEntropy(LabelledFeatures cases, int outputs, double penalty) {
        this.cases = cases;
        this.standard = Standardisation.of(cases.features());
        this.outputs = outputs;
        this.penalty = penalty;
        this.width = cases.width();
        this.weight = Arrays.stream(cases.weights()).sum();
    }

    /** What a block of cases adds. */
    private static final class Part {
        private final double[][] weights;
        private final double[] intercepts;
        private double loss;

        Part(int outputs, int width) {
            weights = new double[outputs][width];
            intercepts = new double[outputs];
        }

        void add(Part other) {
            loss += other.loss;
            for (int output = 0; output < intercepts.length; output++) {
                intercepts[output] += other.intercepts[output];
                for (int column = 0; column < weights[output].length; column++) {
                    weights[output][column] += other.weights[output][column];
                }
            }
        }
    }

    @Override
    public int variables() {
        return outputs * (width + 1);
    }

    @Override
    public double at(double[] point, double[] gradient) {
        LinearClassifier classifier = classifier(point);
        Part sum = RowBlocks.each(cases.cases(), (from, to) -> part(classifier, from, to)).stream()
                .reduce((first, second) -> {
                    first.add(second);
                    return first;
                }).orElseThrow();
        double squares = 0;
        for (int output = 0; output < outputs; output++) {
            int first = output * (width + 1);
            for (int column = 0; column < width; column++) {
                double own = point[first + column];
                squares += own * own;
                gradient[first + column] = penalty * own + standard.inverse()[column] / weight
                        * (sum.weights[output][column] - standard.mean()[column] * sum.intercepts[output]);
            }
            gradient[first + width] = sum.intercepts[output] / weight;
        }
        return sum.loss / weight + penalty / 2 * squares;
    }

    private Part part(LinearClassifier classifier, int from, int to) {
        Part part = new Part(outputs, width);
        double[] errors = new double[outputs];
        for (int row = from; row < to; row++) {
            float[] features = cases.features()[row];
            classifier.logits(features, errors);
            part.loss += cases.weights()[row] * Entropy.of(errors, cases.classes()[row], errors);
            for (int output = 0; output < outputs; output++) {
                double error = cases.weights()[row] * errors[output];
                part.intercepts[output] += error;
                add(part.weights[output], error, features);
            }
        }
        return part;
    }

    private static void add(double[] sum, double factor, float[] features) {
        for (int column = 0; column < sum.length; column++) {
            sum[column] += factor * features[column];
        }
    }

    /** The classifier of original features that these variables describe. */
    LinearClassifier classifier(double[] point) {
        double[][] weights = new double[outputs][width];
        double[] intercepts = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            int first = output * (width + 1);
            intercepts[output] = point[first + width];
            for (int column = 0; column < width; column++) {
                weights[output][column] = point[first + column] * standard.inverse()[column];
                intercepts[output] -= weights[output][column] * standard.mean()[column];
            }
        }
        return new LinearClassifier(weights, intercepts);
    }

    /** The variables that describe a classifier, as far as its features vary here. */
    double[] point(LinearClassifier classifier) {
        double[] point = new double[variables()];
        for (int output = 0; output < outputs; output++) {
            int first = output * (width + 1);
            point[first + width] = classifier.intercept(output);
            double[] weights = classifier.weights(output);
            for (int column = 0; column < width; column++) {
                point[first + width] += weights[column] * standard.mean()[column];
                double inverse = standard.inverse()[column];
                point[first + column] = inverse == 0 ? 0 : weights[column] / inverse;
            }
        }
        return point;
    }
}
