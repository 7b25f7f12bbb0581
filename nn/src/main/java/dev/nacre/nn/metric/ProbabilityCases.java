package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/** What figures of probabilities need of their cases. */
final class ProbabilityCases {
    private ProbabilityCases() {
    }

    /**
     * Refuses.
     *
     * @param figure that is asked for, such as "a Brier score"
     * @throws InputException if there is no case, or a probability is not from 0 to 1
     */
    static void check(String figure, boolean[] positive, double[] probabilities) {
        if (positive.length != probabilities.length) {
            throw new IllegalArgumentException(positive.length + " labels and " + probabilities.length
                    + " probabilities: give one of each for every case");
        }
        if (positive.length == 0) {
            throw new InputException(figure + " needs a case: give at least one");
        }
        for (int index = 0; index < positive.length; index++) {
            if (!(probabilities[index] >= 0 && probabilities[index] <= 1)) {
                throw new InputException("case " + (index + 1) + " of " + positive.length + " has the probability "
                        + probabilities[index] + ": give 0 to 1, such as the sigmoid of a score");
            }
        }
    }
}
