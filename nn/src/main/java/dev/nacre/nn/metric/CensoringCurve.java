package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.List;

/**
 * How likely a case is still watched: the product-limit estimate of Kaplan and Meier (1958) with the roles of events
 * and of ends of watching exchanged. Where both fall on one time, the event is taken to come first. A case whose event
 * comes at t is seen only if it is watched up to t, so that one over {@link #before}(t) is how many such cases it
 * stands for.
 *
 * @param steps at each time at which watching ended for somebody, rising
 */
public record CensoringCurve(List<Step> steps) {
    /** Copies the list. */
    public CensoringCurve {
        steps = List.copyOf(steps);
    }

    /**
     * An end of watching.
     *
     * @param time    of it
     * @param watched probability of being watched for longer, 0 to 1
     */
    public record Step(double time, double watched) {
    }

    /**
     * Estimates. O(n log n).
     *
     * @param times  until the event, or as long as the case was watched
     * @param events whether the event came
     * @throws InputException if there is no case, or a time is not a number
     */
    public static CensoringCurve of(double[] times, boolean[] events) {
        SurvivalCases.check(times, events);
        if (times.length == 0) {
            throw new InputException("how long cases are watched is estimated from cases: give at least one");
        }
        int[] order = SortedOrder.rising(times);
        List<Step> steps = new ArrayList<>();
        double watched = 1;
        int begin = 0;
        while (begin < order.length) {
            double time = times[order[begin]];
            int end = begin;
            int ended = 0;
            while (end < order.length && times[order[end]] == time) {
                ended += events[order[end]] ? 0 : 1;
                end++;
            }
            if (ended > 0) {
                int atRisk = order.length - begin - (end - begin - ended);
                watched *= 1 - (double) ended / atRisk;
                steps.add(new Step(time, watched));
            }
            begin = end;
        }
        return new CensoringCurve(steps);
    }

    /** The probability of being watched up to this time at least, 0 to 1: what ends at the time itself still counts. */
    public double before(double time) {
        int low = 0;
        int high = steps.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (steps.get(middle).time < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 1 : steps.get(low - 1).watched;
    }

    /** Of a case whose event came: for how many it stands. @throws InputException if none is watched that long */
    double weight(double time) {
        double watched = before(time);
        if (watched == 0) {
            throw new InputException("an event came at the time " + time + ", up to which nobody would be watched by"
                    + " the censoring curve: evaluate up to an earlier time");
        }
        return 1 / watched;
    }
}
