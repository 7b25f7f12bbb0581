package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/** The mean squared distance of probabilities from what came (Brier 1950): 0 is best, 0.25 what a half always gives. */
public final class BrierScore {
    private BrierScore() {
    }

    /**
     * The score.
     *
     * @param positive of each case, whether it has what is looked for
     * @param probabilities of that
     * @throws InputException if there is no case, or a probability is not from 0 to 1
     */
    public static double of(boolean[] positive, double[] probabilities) {
        if (positive.length != probabilities.length) {
            throw new IllegalArgumentException(positive.length + " labels and " + probabilities.length
                    + " probabilities: give one of each for every case");
        }
        if (positive.length == 0) {
            throw new InputException("a Brier score needs a case: give at least one");
        }
        double sum = 0;
        for (int index = 0; index < positive.length; index++) {
            double probability = probabilities[index];
            if (!(probability >= 0 && probability <= 1)) {
                throw new InputException("case " + (index + 1) + " of " + positive.length + " has the probability "
                        + probability + ": give 0 to 1, such as the sigmoid of a score");
            }
            double distance = probability - (positive[index] ? 1 : 0);
            sum += distance * distance;
        }
        return sum / positive.length;
    }
}
