package dev.nacre.nn;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.op.Apply;

/**
 * Random zeros in training, the rest scaled up so that the mean stays (Srivastava et al. 2014). By element, or by whole
 * samples, which drops a residual branch ("stochastic depth", Huang et al. 2016; EfficientNet calls it drop-connect).
 */
public final class Dropout extends Layer {
    private final double rate;
    private final boolean wholeSamples;

    private Dropout(double rate, boolean wholeSamples) {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException("a dropout rate lies in [0, 1), not at " + rate);
        }
        this.rate = rate;
        this.wholeSamples = wholeSamples;
    }

    /** Each element is zero with probability {@code rate}. */
    public Dropout(double rate) {
        this(rate, false);
    }

    /** Each sample of the batch, the first dimension, is zero with probability {@code rate}. */
    public static Dropout ofSamples(double rate) {
        return new Dropout(rate, true);
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        if (rate == 0 || !pass.isTraining()) {
            return x;
        }
        Shape mask = x.shape();
        for (int dim = 1; wholeSamples && dim < x.rank(); dim++) {
            mask = mask.with(dim, 1);
        }
        return Apply.one(new RandomMask(pass.key(), 1 - rate, mask), x);
    }
}
