package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/** What every {@link Calibration} needs of the cases on which it is fitted. */
final class CalibrationCases {
    private CalibrationCases() {
    }

    /** @throws InputException if a score is not a finite number, or all cases are of one class */
    static void check(boolean[] positive, double[] scores) {
        if (positive.length != scores.length) {
            throw new IllegalArgumentException(positive.length + " labels and " + scores.length
                    + " scores: give one of each for every case");
        }
        long positives = 0;
        for (int index = 0; index < scores.length; index++) {
            if (!Double.isFinite(scores[index])) {
                throw new InputException("the score of case " + (index + 1) + " of " + scores.length + " is "
                        + scores[index] + ", and a calibration is fitted to finite ones: leave it out, or mend what"
                        + " gave it");
            }
            positives += positive[index] ? 1 : 0;
        }
        if (positives == 0 || positives == positive.length) {
            throw new InputException("a calibration is fitted to positive and negative cases, and of these "
                    + positive.length + " cases " + (positives == 0 ? "none is" : "all are")
                    + " positive: validate on cases of both kinds");
        }
    }
}
