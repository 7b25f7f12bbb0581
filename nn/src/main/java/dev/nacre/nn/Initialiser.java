package dev.nacre.nn;

import dev.nacre.core.DType;
import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;

/** The first value of a parameter, a pure function of a key and a shape. */
@FunctionalInterface
public interface Initialiser {
    /** Zeros. */
    Initialiser ZEROS = constant(0);

    /** Ones. */
    Initialiser ONES = constant(1);

    /** Float32 values of this shape. */
    Tensor draw(Key key, Shape shape);

    /** The same value everywhere. */
    static Initialiser constant(double value) {
        return (key, shape) -> Tensor.full(value, DType.FLOAT32, shape);
    }

    /**
     * A bias from which a sigmoid gives this share at first: what is rare then does not have to unlearn a half
     * everywhere (Lin et al. 2017, focal loss, §3.3).
     *
     * @param share above 0 and below 1
     */
    static Initialiser prior(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share of " + share + " has no logit: give one between 0 and 1");
        }
        return constant(-StrictMath.log((1 - share) / share));
    }

    /** Normal with mean 0. */
    static Initialiser normal(double deviation) {
        return from(new Distribution.Normal(0, deviation));
    }

    /** Normal with mean 0, drawn again beyond two deviations: BERT's. */
    static Initialiser truncatedNormal(double deviation) {
        return from(new Distribution.TruncatedNormal(0, deviation, -2 * deviation, 2 * deviation));
    }

    /** Evenly between −1/√fanIn and 1/√fanIn: PyTorch's default for linear layers, convolutions and their biases. */
    static Initialiser uniformByFanIn(long fanIn) {
        double bound = 1 / Math.sqrt(fanIn);
        return from(new Distribution.Uniform(-bound, bound));
    }

    /** Normal with variance 2/fanOut (He et al. 2015): EfficientNet's convolutions. */
    static Initialiser normalByFanOut(long fanOut) {
        return normal(Math.sqrt(2.0 / fanOut));
    }

    private static Initialiser from(Distribution distribution) {
        return (key, shape) -> Tensor.random(key, distribution, shape.sizes());
    }
}
