package dev.nacre.nn.metric;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Intervals of any figure by the percentile bootstrap (Efron and Tibshirani 1993, chapter 13): the cases are drawn anew
 * many times, and the interval holds the middle of the figures so found. The same key draws the same cases for every
 * figure, so that a difference or a ratio of two models is paired. Draws on which a figure is not a number, such as
 * those that leave one class out, are drawn again.
 *
 * @param resampling how cases are drawn
 * @param replicates how often; 2000 give percentiles that are steady to the second decimal place
 * @param level      confidence, such as 0.95
 * @param key        of the draws
 */
public record Bootstrap(Resampling resampling, int replicates, double level, Key key) {
    private static final int MOST_ATTEMPTS = 1000;

    /** Refuses no replicates, and levels that are none. */
    public Bootstrap {
        if (replicates < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(replicates + " replicates and a level of " + level
                    + ": give at least 1, and a level between 0 and 1");
        }
    }

    /**
     * The figure and its interval.
     *
     * @param figure of cases that each count so many times; may be infinite
     * @throws InputException if it is not a number on the cases themselves, or on nearly every draw
     */
    public Interval interval(ToDoubleFunction<int[]> figure) {
        int[] once = new int[resampling.cases()];
        Arrays.fill(once, 1);
        double estimate = figure.applyAsDouble(once);
        if (Double.isNaN(estimate)) {
            throw new InputException("on these " + once.length + " cases the figure is not a number, so that it has no"
                    + " interval: evaluate on cases of every kind that it needs");
        }
        double[] figures = new double[replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            figures[replicate] = replicate(key.child(replicate), figure);
        }
        Arrays.sort(figures);
        double tail = (1 - level) / 2;
        return new Interval(estimate, quantile(figures, tail), quantile(figures, 1 - tail), level);
    }

    private double replicate(Key own, ToDoubleFunction<int[]> figure) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            double found = figure.applyAsDouble(resampling.draw(own.child(attempt)));
            if (!Double.isNaN(found)) {
                return found;
            }
        }
        throw new InputException("drawing the " + resampling.cases() + " cases anew nearly always leaves one class out,"
                + " so that there is no interval: evaluate on more cases");
    }

    /** Linear between the two nearest, as most statistics programs do by default. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        if (place == below || sorted[below] == sorted[above] || Double.isInfinite(sorted[below])) {
            // Towards an infinite figure there is nothing to interpolate.
            return sorted[below];
        }
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
