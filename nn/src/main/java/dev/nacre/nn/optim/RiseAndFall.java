package dev.nacre.nn.optim;

import java.util.function.DoubleUnaryOperator;

/** What schedules with a warm-up share: a linear rise from 0 to the highest rate, then a fall over the other steps. */
final class RiseAndFall {
    private RiseAndFall() {
    }

    /** Refuses a rise that takes the whole training, and rates that are no positive number. */
    static void check(double base, long warmUp, long total) {
        if (!(base > 0) || Double.isInfinite(base) || warmUp < 0 || total <= warmUp) {
            throw new IllegalArgumentException("a learning rate of " + base + " with " + warmUp + " of " + total
                    + " steps to warm up: give a positive rate and fewer steps to warm up than there are");
        }
    }

    /** The rate of a step; {@code fall} gives it for a progress of 0 at the top to 1 at the end. */
    static double at(long step, double base, long warmUp, long total, DoubleUnaryOperator fall) {
        if (step < warmUp) {
            return base * step / warmUp;
        }
        return fall.applyAsDouble(Math.min(1, (double) (step - warmUp) / (total - warmUp)));
    }
}
