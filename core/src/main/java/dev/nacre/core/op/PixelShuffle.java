package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Channels become pixels (Shi et al. 2016): a composite. Channel c·factor² + u·factor + v of pixel (i, j) becomes
 * channel c of pixel (i·factor + u, j·factor + v).
 */
public final class PixelShuffle {
    private PixelShuffle() {
    }

    /** {@code [batch, height, width, channel] → [batch, height·factor, width·factor, channel / factor²]}. */
    public static Tensor of(Tensor x, int factor) {
        Check.of("pixel_shuffle", x).rank(0, 4).that(factor >= 1 && x.size(3) % ((long) factor * factor) == 0,
                "the channels do not divide by the square of the factor " + factor);
        long channels = x.size(3) / ((long) factor * factor);
        return x.reshape(x.size(0), x.size(1), x.size(2), channels, factor, factor)
                .permute(0, 1, 4, 2, 5, 3)
                .reshape(x.size(0), x.size(1) * factor, x.size(2) * factor, channels);
    }

    static List<Sample> samples() {
        return List.of(Sample.of("pixel_shuffle", in -> of(in.getFirst(), 2), Sample.real(-1, 1, 2, 3, 4, 12)));
    }
}
