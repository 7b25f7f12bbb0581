package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/**
 * The area under the ROC curve of risks at a time t, AUC(t): cases whose event came by t are positive, those watched
 * beyond t without it are negative, and those watched no longer than t are left out, the positive ones being weighted
 * for it by one over the probability of being watched up to their event (Uno et al. 2007; Hung and Chiang 2010). The
 * negative ones would all have the same weight, which falls out. With times in whole years ask for halves, such as 4.5:
 * cases watched for exactly t are not watched beyond it.
 */
public final class CumulativeDynamicAuc {
    private CumulativeDynamicAuc() {
    }

    /**
     * The area, 0 to 1; guessing gives 0.5. O(positive · negative).
     *
     * @param censoring of these cases, or of others watched in the same way
     * @param times     until the event, or as long as the case was watched
     * @param events    whether the event came
     * @param risks     of an event by t, in any unit; a higher one meaning likelier. Equal ones count half
     * @param at        the time t
     * @throws InputException if no event came by then, no case was watched beyond, a number is missing, or an event
     *                        came when by the censoring curve nobody is watched any more
     */
    public static double of(CensoringCurve censoring, double[] times, boolean[] events, double[] risks, double at) {
        SurvivalCases.check(times, events, risks);
        if (Double.isNaN(at)) {
            throw new IllegalArgumentException("a time that is not a number: give one by which events are looked for");
        }
        double pairs = 0;
        double won = 0;
        long negatives = 0;
        for (double time : times) {
            negatives += time > at ? 1 : 0;
        }
        for (int one = 0; one < times.length; one++) {
            if (events[one] && times[one] <= at) {
                long twiceWon = 0;
                for (int other = 0; other < times.length; other++) {
                    if (times[other] > at) {
                        twiceWon += risks[one] > risks[other] ? 2 : risks[one] == risks[other] ? 1 : 0;
                    }
                }
                double weight = censoring.weight(times[one]);
                pairs += weight * negatives;
                won += weight * twiceWon / 2;
            }
        }
        if (pairs == 0) {
            throw new InputException("of these " + times.length + " cases " + (negatives == 0
                    ? "none is watched beyond " : "none has its event by ") + at + ": ask for another time");
        }
        return won / pairs;
    }
}
