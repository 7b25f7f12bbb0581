package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Rotary position embedding (Su et al. 2021) in the half-and-half form: component i of the first half and component
 * i + width/2 of position p are turned together by the angle p·θ^(−2i/width). Input and output {@code [batch, heads,
 * length, width]}, positions 0 … length − 1. The derivative turns back.
 *
 * @param theta    the base of the angles
 * @param reversed whether they are turned back
 */
public record RotaryEmbedding(double theta, boolean reversed) implements Fused {
    /** Queries or keys {@code [batch, heads, length, width]}; the width is even. */
    public static Tensor of(Tensor x, double theta) {
        return Apply.one(new RotaryEmbedding(theta, false), x);
    }

    /** Cosines and sines of the angles, position by position. */
    public record Tables(double[] cosines, double[] sines) {
        /** For so many positions and half a width of {@code half}. */
        public static Tables of(int length, int half, double theta) {
            double[] cosines = new double[length * half];
            double[] sines = new double[length * half];
            for (int i = 0; i < half; i++) {
                double step = StrictMath.pow(theta, -(double) i / half);
                for (int position = 0; position < length; position++) {
                    cosines[position * half + i] = StrictMath.cos(position * step);
                    sines[position * half + i] = StrictMath.sin(position * step);
                }
            }
            return new Tables(cosines, sines);
        }
    }

    @Override
    public String name() {
        return "rotary_embedding";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        Check check = Check.of(this, inputs, 1).floating(0).rank(0, 4);
        check.that(x.shape().size(3) % 2 == 0, "the width must be even");
        return List.of(x);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        int length = Math.toIntExact(x.size(2));
        int half = Math.toIntExact(x.size(3) / 2);
        Tables tables = Tables.of(length, half, theta);
        Tensor cosine = table(x, tables.cosines, length, half);
        Tensor turn = table(x, tables.sines, length, half);
        Tensor sine = reversed ? turn.neg() : turn;
        Tensor first = x.slice(3, 0, half);
        Tensor second = x.slice(3, half, 2L * half);
        return List.of(Concat.of(3, List.of(first.mul(cosine).sub(second.mul(sine)),
                second.mul(cosine).add(first.mul(sine)))));
    }

    private static Tensor table(Tensor like, double[] values, long length, long half) {
        return like.device().run(() -> Tensor.of(values, length, half).to(like.type()));
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(Apply.one(new RotaryEmbedding(theta, !reversed), cotangents.getFirst()));
    }

    static List<Sample> samples() {
        return List.of(Sample.of("rotary_embedding", in -> of(in.getFirst(), 10_000), Sample.real(-1, 1, 2, 3, 9, 16)),
                Sample.of("rotary_embedding wide", in -> of(in.getFirst().permute(0, 2, 1, 3), 500),
                        Sample.real(-1, 1, 2, 7, 3, 70)),
                Sample.of("rotary_embedding nothing", in -> of(in.getFirst(), 500), Sample.real(-1, 1, 2, 0, 3, 6)));
    }
}
