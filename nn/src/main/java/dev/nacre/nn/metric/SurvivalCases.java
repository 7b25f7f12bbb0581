package dev.nacre.nn.metric;

import dev.nacre.nn.InputException;

/** What figures of risks need of their cases. */
final class SurvivalCases {
    private SurvivalCases() {
    }

    /** @throws InputException if a time is not a number */
    static void check(double[] times, boolean[] events) {
        if (times.length != events.length) {
            throw new IllegalArgumentException(times.length + " times and " + events.length
                    + " events: give one of each for every case");
        }
        refuseNaN(times, "time");
    }

    /** @throws InputException if a time or a risk is not a number */
    static void check(double[] times, boolean[] events, double[] risks) {
        check(times, events);
        if (times.length != risks.length) {
            throw new IllegalArgumentException(times.length + " times and " + risks.length
                    + " risks: give one of each for every case");
        }
        refuseNaN(risks, "risk");
    }

    private static void refuseNaN(double[] values, String name) {
        for (int index = 0; index < values.length; index++) {
            if (Double.isNaN(values[index])) {
                throw new InputException("case " + (index + 1) + " of " + values.length + " has no " + name
                        + ": leave it out, or mend what gave it");
            }
        }
    }
}
