package dev.nacre.nn.metric;

import dev.nacre.core.Key;
import dev.nacre.nn.InputException;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Intervals of areas under ROC curves by the percentile bootstrap (Efron and Tibshirani 1993, chapter 13): the cases
 * are drawn anew many times, and the interval holds the middle of the figures so found. The same key draws the same
 * cases for every score, so that differences are paired. Replicates in which one class is missing are drawn again.
 *
 * <p>Sorts once; each replicate is then O(cases).
 */
public final class AucBootstrap {
    private static final int MOST_ATTEMPTS = 1000;

    private final boolean[] positive;
    private final Resampling resampling;
    private final int replicates;
    private final double level;
    private final Key key;

    /**
     * @param positive   of each case, whether it has what is looked for
     * @param resampling how cases are drawn
     * @param replicates how often; 2000 give percentiles that are steady to the second decimal place
     * @param level      confidence, such as 0.95
     * @param key        of the draws
     */
    public AucBootstrap(boolean[] positive, Resampling resampling, int replicates, double level, Key key) {
        if (resampling.cases() != positive.length) {
            throw new IllegalArgumentException("the resampling knows " + resampling.cases() + " cases and there are "
                    + positive.length + ": make it for these cases");
        }
        if (replicates < 1 || !(level > 0 && level < 1)) {
            throw new IllegalArgumentException(replicates + " replicates and a level of " + level
                    + ": give at least 1, and a level between 0 and 1");
        }
        this.positive = positive.clone();
        this.resampling = resampling;
        this.replicates = replicates;
        this.level = level;
        this.key = key;
    }

    /** The area of these scores. @throws InputException as {@link RocCurve#of} */
    public Interval area(double[] scores) {
        ScoredCases cases = ScoredCases.of(positive, scores);
        return interval(cases.area(), cases::area);
    }

    /** The area of the first scores minus that of the second. @throws InputException as {@link RocCurve#of} */
    public Interval difference(double[] first, double[] second) {
        ScoredCases one = ScoredCases.of(positive, first);
        ScoredCases other = ScoredCases.of(positive, second);
        return interval(one.area() - other.area(), times -> one.area(times) - other.area(times));
    }

    private Interval interval(double estimate, ToDoubleFunction<int[]> figure) {
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
        throw new InputException("drawing the " + positive.length + " cases anew nearly always leaves one class out, so"
                + " that there is no interval: evaluate on more cases");
    }

    /** Linear between the two nearest, as most statistics programs do by default. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
