package dev.nacre.bench.embedding;

import java.util.Locale;

/**
 * What many callers saw.
 *
 * @param seconds  that they called
 * @param refusals calls that were told to come back later
 * @param wrong    answers that differed from the first for the same picture
 * @param millis   how long each answered call took, ascending
 */
record LoadReport(double seconds, long refusals, long wrong, double[] millis) {
    /** The time that this share of the answered calls did not exceed. */
    double percentile(double percent) {
        int index = (int) Math.ceil(percent / 100 * millis.length) - 1;
        return millis.length == 0 ? Double.NaN : millis[Math.max(0, index)];
    }

    /** A row of a table: answers, answers a second, milliseconds (median, 90 %, 99 %, longest), refusals. */
    String row() {
        return String.format(Locale.ROOT, "| %d | %.2f | %.0f | %.0f | %.0f | %.0f | %d |", millis.length,
                millis.length / seconds, percentile(50), percentile(90), percentile(99), percentile(100), refusals);
    }

    /** The head of that table. */
    static String head() {
        return "| answers | a second | median ms | 90 % | 99 % | longest | refusals |\n|---|---|---|---|---|---|---|";
    }
}
