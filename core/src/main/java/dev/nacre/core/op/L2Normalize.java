package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/** x/‖x‖ along one dimension: a composite. A norm below 1e-12 counts as 1e-12, so that zeros stay zeros. */
public final class L2Normalize {
    private static final double LEAST_NORM = 1e-12;

    private L2Normalize() {
    }

    /** Vectors of length 1 along {@code dim}; the shape stays. */
    public static Tensor of(Tensor x, int dim) {
        Tensor squared = x.square().sumKeep(dim);
        return x.mul(squared.clamp(LEAST_NORM * LEAST_NORM, Double.POSITIVE_INFINITY).rsqrt());
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("l2_normalize rows", in -> of(in.getFirst(), -1), Sample.real(-1, 1, 5, 67)),
                Sample.of("l2_normalize columns", in -> of(in.getFirst(), 0), Sample.real(-1, 1, 19, 7)));
    }
}
