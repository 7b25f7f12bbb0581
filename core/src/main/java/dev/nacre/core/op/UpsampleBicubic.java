package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Cubic convolution (Keys 1981, with a = −¾) to another size: a composite, a product with an interpolation matrix for
 * each direction. Pixel centres as in {@link UpsampleBilinear}; beyond the edge lies the edge's pixel. The result may
 * lie a little outside the input's range.
 */
public final class UpsampleBicubic {
    private static final double A = -0.75;

    private UpsampleBicubic() {
    }

    /** {@code [batch, height, width, channel] → [batch, newHeight, newWidth, channel]}. */
    public static Tensor of(Tensor x, int newHeight, int newWidth) {
        Check.of("upsample_bicubic", x).floating(0).rank(0, 4)
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
            double centre = (i + 0.5) * from / to - 0.5;
            int before = (int) Math.floor(centre);
            for (int tap = before - 1; tap <= before + 2; tap++) {
                weights[i * from + Math.clamp(tap, 0, from - 1)] += kernel(Math.abs(centre - tap));
            }
        }
        return like.device().run(() -> Tensor.of(weights, to, from).to(like.type()));
    }

    private static double kernel(double distance) {
        double x = distance;
        if (x <= 1) {
            return ((A + 2) * x - (A + 3)) * x * x + 1;
        }
        return x < 2 ? A * (((x - 5) * x + 8) * x - 4) : 0;
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("upsample_bicubic", in -> of(in.getFirst(), 9, 13), Sample.real(-1, 1, 2, 4, 5, 7)),
                Sample.of("upsample_bicubic down", in -> of(in.getFirst(), 3, 2), Sample.real(-1, 1, 1, 5, 7, 3)));
    }
}
