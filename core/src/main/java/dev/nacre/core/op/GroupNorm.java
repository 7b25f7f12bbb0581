package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Group normalisation (Wu and He 2018): as {@link LayerNorm}, but the statistics are those of one picture and one group
 * of neighbouring channels. A composite.
 */
public final class GroupNorm {
    private GroupNorm() {
    }

    /** x {@code [batch, height, width, channel]}, weight and bias {@code [channel]}; groups divide the channels. */
    public static Tensor of(Tensor x, Tensor weight, Tensor bias, int groups, double epsilon) {
        Check.of("group_norm", x, weight, bias).floating(0).rank(0, 4).rank(1, 1).rank(2, 1)
                .size(1, 0, x.size(3), "channels").size(2, 0, x.size(3), "channels")
                .that(groups > 0 && x.size(3) % groups == 0, x.size(3) + " channels do not divide into " + groups
                        + " groups");
        Tensor grouped = x.reshape(x.size(0), x.size(1) * x.size(2), groups, x.size(3) / groups);
        Tensor centred = grouped.sub(grouped.meanKeep(1, 3));
        Tensor variance = centred.square().meanKeep(1, 3);
        Tensor normal = centred.mul(variance.add(epsilon).rsqrt());
        return ScaleShift.of(normal.reshape(x.shape()), weight, bias);
    }

    static List<Sample> samples() {
        return List.of(Sample.of("group_norm", in -> of(in.get(0), in.get(1), in.get(2), 4, 1e-5),
                Sample.real(-2, 3, 2, 5, 3, 16), Sample.real(0.5, 1.5, 16), Sample.real(-1, 1, 16)));
    }
}
