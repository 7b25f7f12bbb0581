package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/** The mean of (a − b)² over all elements: a composite. */
public final class MeanSquaredError {
    private MeanSquaredError() {
    }

    /** Two tensors whose shapes broadcast: a scalar. */
    public static Tensor of(Tensor a, Tensor b) {
        return a.sub(b).square().mean();
    }

    static List<Sample> samples() {
        return List.of(Sample.of("mean_squared_error", in -> of(in.get(0), in.get(1)), Sample.real(-1, 1, 5, 35),
                Sample.real(-1, 1, 5, 35)));
    }
}
