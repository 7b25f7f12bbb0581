package dev.nacre.nn.metric;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

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
        return intervals(List.of(figure)).getFirst();
    }

    /**
     * Several figures, each with the interval that {@link #interval} gives, for the price of drawing once: with figures
     * that do not sort, such as those of {@link ScoredCases}, drawing takes most of the time.
     *
     * @param figures of cases that each count so many times; may be infinite, and must leave the array as it is
     * @return in the same order
     * @throws InputException if one is not a number on the cases themselves, or on nearly every draw
     */
    public List<Interval> intervals(List<ToDoubleFunction<int[]>> figures) {
        int[] once = new int[resampling.cases()];
        Arrays.fill(once, 1);
        double[] estimates = figures.stream().mapToDouble(figure -> figure.applyAsDouble(once)).toArray();
        for (double estimate : estimates) {
            if (Double.isNaN(estimate)) {
                throw new InputException("on these " + once.length + " cases the figure is not a number, so that it has"
                        + " no interval: evaluate on cases of every kind that it needs");
            }
        }
        double[][] found = new double[estimates.length][replicates];
        for (int replicate = 0; replicate < replicates; replicate++) {
            double[] here = replicate(key.child(replicate), figures);
            for (int figure = 0; figure < here.length; figure++) {
                found[figure][replicate] = here[figure];
            }
        }
        return IntStream.range(0, estimates.length).mapToObj(figure -> interval(estimates[figure], found[figure]))
                .toList();
    }

    private Interval interval(double estimate, double[] found) {
        Arrays.sort(found);
        double tail = (1 - level) / 2;
        return new Interval(estimate, quantile(found, tail), quantile(found, 1 - tail), level);
    }

    /** Each figure on the first draw that gives it a number: what it would be if it were alone. */
    private double[] replicate(Key own, List<ToDoubleFunction<int[]>> figures) {
        double[] found = new double[figures.size()];
        Arrays.fill(found, Double.NaN);
        boolean missing = true;
        for (int attempt = 0; missing; attempt++) {
            if (attempt == MOST_ATTEMPTS) {
                throw new InputException("drawing the " + resampling.cases() + " cases anew nearly always leaves one"
                        + " class out, so that there is no interval: evaluate on more cases");
            }
            int[] times = resampling.draw(own.child(attempt));
            missing = false;
            for (int figure = 0; figure < found.length; figure++) {
                if (Double.isNaN(found[figure])) {
                    found[figure] = figures.get(figure).applyAsDouble(times);
                    missing |= Double.isNaN(found[figure]);
                }
            }
        }
        return found;
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
