package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/**
 * How often, of two cases of which one is known to have met its event before the other's time, that one has the higher
 * risk (Harrell et al. 1982). Equal risks count half; cases with equal times are not compared.
 */
public final class HarrellConcordance {
    private HarrellConcordance() {
    }

    /**
     * The share, 0 to 1; guessing gives 0.5. O(n²).
     *
     * @param times until the event, or as long as the case was watched
     * @param events whether the event came
     * @param risks a higher one meaning an earlier event
     * @throws InputException if no two cases can be compared, or a number is missing
     */
    public static double of(double[] times, boolean[] events, double[] risks) {
        SurvivalCases.check(times, events, risks);
        long pairs = 0;
        long twiceWon = 0;
        for (int early = 0; early < times.length; early++) {
            for (int late = 0; events[early] && late < times.length; late++) {
                if (times[early] < times[late]) {
                    pairs++;
                    twiceWon += risks[early] > risks[late] ? 2 : risks[early] == risks[late] ? 1 : 0;
                }
            }
        }
        if (pairs == 0) {
            throw new InputException("of these " + times.length
                    + " cases no two can be compared: none has its event before another's time");
        }
        return twiceWon / (2.0 * pairs);
    }
}
