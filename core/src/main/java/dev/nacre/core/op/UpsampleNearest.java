package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/** Every pixel repeated in both directions: a composite. */
public final class UpsampleNearest {
    private UpsampleNearest() {
    }

    /** {@code [batch, height, width, channel] → [batch, height·factor, width·factor, channel]}. */
    public static Tensor of(Tensor x, int factor) {
        Check.of("upsample_nearest", x).rank(0, 4).that(factor >= 1, "the factor is at least 1, not " + factor);
        return x.reshape(x.size(0), x.size(1), 1, x.size(2), 1, x.size(3))
                .expand(x.size(0), x.size(1), factor, x.size(2), factor, x.size(3))
                .reshape(x.size(0), x.size(1) * factor, x.size(2) * factor, x.size(3));
    }

    static List<Sample> samples() {
        return List.of(Sample.of("upsample_nearest", in -> of(in.getFirst(), 2), Sample.real(-1, 1, 2, 4, 5, 19)));
    }
}
