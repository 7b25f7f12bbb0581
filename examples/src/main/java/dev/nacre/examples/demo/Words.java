package dev.nacre.examples.demo;

import dev.nacre.nn.metric.Interval;
import java.util.Locale;

/** Numbers as people read them. */
final class Words {
    private Words() {
    }

    /** With three decimals. */
    static String figure(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    /** Both bounds. */
    static String range(Interval interval) {
        return figure(interval.low()).replace('-', '−') + " to " + figure(interval.high()).replace('-', '−');
    }

    /** The first letter large, to begin a line. */
    static String capital(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** With its sign. */
    static String signed(double value) {
        return String.format(Locale.ROOT, "%+.3f", value).replace('-', '−');
    }
}
