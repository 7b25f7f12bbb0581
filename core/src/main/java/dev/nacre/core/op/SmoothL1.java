package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The mean over all elements of d²/(2β) where d = |a − b| is below β, and d − β/2 elsewhere (Girshick 2015): a
 * composite, with m = min(d, β): m·(d − m/2)/β.
 */
public final class SmoothL1 {
    private SmoothL1() {
    }

    /** Two tensors whose shapes broadcast, β > 0: a scalar. */
    public static Tensor of(Tensor a, Tensor b, double beta) {
        return each(a, b, beta).mean();
    }

    /** The cost of each element, for a weighted sum: of the shape that the two broadcast to. */
    public static Tensor each(Tensor a, Tensor b, double beta) {
        Check.of("smooth_l1", a, b).floating(0).that(beta > 0, "beta must be positive, not " + beta);
        Tensor distance = a.sub(b).abs();
        Tensor near = distance.clamp(0, beta);
        return near.mul(distance.sub(near.mul(0.5))).div(beta);
    }

    static List<Sample> samples() {
        return List.of(Sample.of("smooth_l1", in -> of(in.get(0), in.get(1), 0.5), Sample.real(-1, 1, 5, 35),
                Sample.real(-1, 1, 5, 35)));
    }
}
