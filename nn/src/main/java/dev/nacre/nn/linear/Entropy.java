package dev.nacre.nn.linear;

import dev.nacre.nn.metric.Sigmoid;

/** The cross entropy of one case, by the sigmoid for one output and by softmax for several. */
final class Entropy {
    private Entropy() {
    }

    /**
     * −ln of the probability of the case's class, never below 0.
     *
     * @param logits of the outputs
     * @param actual its class: 0 or 1 for one output
     * @param errors is filled with the derivatives by the logits; may be the same array
     */
    static double of(double[] logits, int actual, double[] errors) {
        if (logits.length == 1) {
            double logit = logits[0];
            errors[0] = Sigmoid.of(logit) - actual;
            double towards = actual == 1 ? -logit : logit;
            return Math.max(towards, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(towards)));
        }
        double largest = largest(logits);
        double own = logits[actual];
        double sum = 0;
        for (int output = 0; output < logits.length; output++) {
            errors[output] = StrictMath.exp(logits[output] - largest);
            sum += errors[output];
        }
        for (int output = 0; output < errors.length; output++) {
            errors[output] = errors[output] / sum - (output == actual ? 1 : 0);
        }
        return StrictMath.log(sum) + (largest - own);
    }

    static double largest(double[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            largest = Math.max(largest, logit);
        }
        return largest;
    }
}
