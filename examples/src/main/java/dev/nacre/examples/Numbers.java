package dev.nacre.examples;

import dev.nacre.nn.InputException;

/** Checks of numbers that came as options. */
public final class Numbers {
    private Numbers() {
    }

    /** {@code least} itself is allowed. */
    public static void atLeast(String option, long value, long least) {
        if (value < least) {
            throw new InputException(option + " is " + value + ": give " + least + " or more");
        }
    }

    /** {@code highest} itself is allowed, {@code above} is not. */
    public static void between(String option, double value, double above, double highest) {
        if (!(value > above && value <= highest)) {
            throw new InputException(option + " is " + value + ": give a number above " + above
                    + (highest == Double.POSITIVE_INFINITY ? "" : " and up to " + highest));
        }
    }
}
