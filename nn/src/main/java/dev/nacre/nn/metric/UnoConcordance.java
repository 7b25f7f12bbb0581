package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/**
 * How often, of two cases, the one that meets its event first has the higher risk, with each pair weighted by how
 * unlikely it was to be seen, so that the figure does not depend on how long cases happened to be watched, as {@link
 * HarrellConcordance} does (Uno et al. 2011): {@code Σ Δᵢ G(Xᵢ)⁻² I(Xᵢ < Xⱼ, Xᵢ < τ) I(rᵢ > rⱼ)} over the same sum
 * without the last factor. G is {@link CensoringCurve#before}: it differs from P(C > X) only where cases are censored
 * at the time of an event, as with times in whole years. Equal risks count half; cases with equal times are not
 * compared. Without censoring and truncation it is Harrell's.
 */
public final class UnoConcordance {
    private UnoConcordance() {
    }

    /**
     * The share, 0 to 1; guessing gives 0.5. O(n²).
     *
     * @param censoring of these cases, or of others watched in the same way
     * @param times     until the event, or as long as the case was watched
     * @param events    whether the event came
     * @param risks     a higher one meaning an earlier event
     * @param tau       events from this time on do not count, so that few cases watched for long do not outweigh all
     *                  others; infinite for none
     * @throws InputException if no two cases can be compared, a number is missing, or an event came when by the
     *                        censoring curve nobody is watched any more
     */
    public static double of(CensoringCurve censoring, double[] times, boolean[] events, double[] risks, double tau) {
        SurvivalCases.check(times, events, risks);
        if (!(tau > 0)) {
            throw new IllegalArgumentException("events up to " + tau + ": give a time above 0");
        }
        double pairs = 0;
        double won = 0;
        for (int early = 0; early < times.length; early++) {
            if (!events[early] || times[early] >= tau) {
                continue;
            }
            long here = 0;
            long twiceWon = 0;
            for (int late = 0; late < times.length; late++) {
                if (times[early] < times[late]) {
                    here++;
                    twiceWon += risks[early] > risks[late] ? 2 : risks[early] == risks[late] ? 1 : 0;
                }
            }
            if (here > 0) {
                double weight = censoring.weight(times[early]);
                pairs += weight * weight * here;
                won += weight * weight * twiceWon / 2;
            }
        }
        if (pairs == 0) {
            throw new InputException("of these " + times.length + " cases no two can be compared: none has its event"
                    + " before " + tau + " and before another's time");
        }
        return won / pairs;
    }
}
