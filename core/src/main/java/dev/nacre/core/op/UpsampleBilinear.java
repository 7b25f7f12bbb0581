package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Bilinear interpolation to another size: a composite, a product with an interpolation matrix for each direction. The
 * centre of output pixel i lies at (i + ½)·height/newHeight − ½ of the input, clamped to it (PyTorch's
 * {@code align_corners=False}); nothing is smoothed when shrinking.
 */
public final class UpsampleBilinear {
    private UpsampleBilinear() {
    }

    /** {@code [batch, height, width, channel] → [batch, newHeight, newWidth, channel]}. */
    public static Tensor of(Tensor x, int newHeight, int newWidth) {
        Check.of("upsample_bilinear", x).floating(0).rank(0, 4)
                .that(newHeight > 0 && newWidth > 0, "there is no picture of " + newHeight + "×" + newWidth);
        long batch = x.size(0);
        long width = x.size(2);
        long channels = x.size(3);
        Tensor rows = matrix(x, Math.toIntExact(x.size(1)), newHeight).matmul(x.flatten(2, 3))
                .reshape(batch * newHeight, width, channels);
        return matrix(x, Math.toIntExact(width), newWidth).matmul(rows)
                .reshape(batch, newHeight, newWidth, channels);
    }

    /** Weights {@code [to, from]}: row i says of which input pixels output pixel i consists. */
    private static Tensor matrix(Tensor like, int from, int to) {
        double[] weights = new double[to * from];
        for (int i = 0; i < to; i++) {
            double centre = Math.clamp((i + 0.5) * from / to - 0.5, 0, from - 1.0);
            int before = (int) centre;
            int after = Math.min(before + 1, from - 1);
            weights[i * from + before] += 1 - (centre - before);
            weights[i * from + after] += centre - before;
        }
        return like.device().run(() -> Tensor.of(weights, to, from).to(like.type()));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("upsample_bilinear", in -> of(in.getFirst(), 9, 13), Sample.real(-1, 1, 2, 4, 5, 7)),
                Sample.of("upsample_bilinear down", in -> of(in.getFirst(), 3, 2), Sample.real(-1, 1, 1, 5, 7, 3)));
    }
}
