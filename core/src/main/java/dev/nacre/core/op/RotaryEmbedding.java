package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Rotary position embedding (Su et al. 2021) in the half-and-half form: component i of the first half and component
 * i + width/2 of position p are turned together by the angle p·θ^(−2i/width). A composite.
 */
public final class RotaryEmbedding {
    private RotaryEmbedding() {
    }

    /** Queries or keys {@code [batch, heads, length, width]}, positions 0 … length − 1; the width is even. */
    public static Tensor of(Tensor x, double theta) {
        Check.of("rotary_embedding", x).floating(0).rank(0, 4).that(x.size(3) % 2 == 0, "the width must be even");
        int length = Math.toIntExact(x.size(2));
        int half = Math.toIntExact(x.size(3) / 2);
        double[] cosines = new double[length * half];
        double[] sines = new double[length * half];
        for (int i = 0; i < half; i++) {
            double step = StrictMath.pow(theta, -(double) i / half);
            for (int position = 0; position < length; position++) {
                cosines[position * half + i] = StrictMath.cos(position * step);
                sines[position * half + i] = StrictMath.sin(position * step);
            }
        }
        Tensor cosine = table(x, cosines, length, half);
        Tensor sine = table(x, sines, length, half);
        Tensor first = x.slice(3, 0, half);
        Tensor second = x.slice(3, half, 2L * half);
        return Concat.of(3, List.of(first.mul(cosine).sub(second.mul(sine)),
                second.mul(cosine).add(first.mul(sine))));
    }

    private static Tensor table(Tensor like, double[] values, long length, long half) {
        return like.device().run(() -> Tensor.of(values, length, half).to(like.type()));
    }

    static List<Sample> samples() {
        return List.of(Sample.of("rotary_embedding", in -> of(in.getFirst(), 10_000), Sample.real(-1, 1, 2, 3, 9, 16)));
    }
}
