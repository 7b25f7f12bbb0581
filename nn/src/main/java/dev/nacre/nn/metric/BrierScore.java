package dev.nacre.nn.metric;

/** The mean squared distance of probabilities from what came (Brier 1950): 0 is best, 0.25 what a half always gives. */
public final class BrierScore {
    private BrierScore() {
    }

    /**
     * The score.
     *
     * @param positive of each case, whether it has what is looked for
     * @param probabilities of that
     * @throws dev.nacre.nn.InputException if there is no case, or a probability is not from 0 to 1
     */
    public static double of(boolean[] positive, double[] probabilities) {
        ProbabilityCases.check("a Brier score", positive, probabilities);
        double sum = 0;
        for (int index = 0; index < positive.length; index++) {
            double distance = probabilities[index] - (positive[index] ? 1 : 0);
            sum += distance * distance;
        }
        return sum / positive.length;
    }
}
