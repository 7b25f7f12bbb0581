package dev.nacre.nn.metric;

import dev.nacre.core.Key;

/**
 * Intervals of areas under ROC curves by the percentile bootstrap, see {@link Bootstrap}. Replicates in which one class
 * is missing are drawn again.
 *
 * <p>Sorts once; each replicate is then O(cases).
 */
public final class AucBootstrap {
    private final boolean[] positive;
    private final Bootstrap bootstrap;

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
        this.positive = positive.clone();
        bootstrap = new Bootstrap(resampling, replicates, level, key);
    }

    /** The area of these scores. @throws dev.nacre.nn.InputException as {@link RocCurve#of} */
    public Interval area(double[] scores) {
        return bootstrap.interval(ScoredCases.of(positive, scores)::area);
    }

    /**
     * The area of the first scores minus that of the second.
     *
     * @throws dev.nacre.nn.InputException as {@link RocCurve#of}
     */
    public Interval difference(double[] first, double[] second) {
        ScoredCases one = ScoredCases.of(positive, first);
        ScoredCases other = ScoredCases.of(positive, second);
        return bootstrap.interval(times -> one.area(times) - other.area(times));
    }
}
