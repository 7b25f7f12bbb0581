package dev.nacre.mammo.page;

import dev.nacre.nn.metric.Interval;
import java.util.Locale;

/** Numbers as people read them on a page. */
public final class Figures {
    private Figures() {
    }

    /** With three decimals. */
    public static String of(double value) {
        return minus(String.format(Locale.ROOT, "%.3f", value));
    }

    /** With its sign. */
    public static String signed(double value) {
        return minus(String.format(Locale.ROOT, "%+.3f", value));
    }

    /** Both bounds. */
    public static String range(Interval interval) {
        return of(interval.low()) + " to " + of(interval.high());
    }

    private static String minus(String number) {
        return number.replace('-', '−');
    }
}
