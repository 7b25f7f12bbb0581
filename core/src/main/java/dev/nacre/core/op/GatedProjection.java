package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The narrow half of an inverted bottleneck in training: channels are normalised by the batch's own statistics,
 * activated, weighed by what the whole picture holds (Hu et al. 2018), and every pixel is narrowed:
 * a = silu(γ·(z − μ)/√(σ² + ε) + β), s = mean of a over all pixels, g = sigmoid(silu(s·R + r)·E + e),
 * y = (a·g)·P, with μ and σ² those of z, whose derivatives count. Inputs: z {@code [batch, height, width, wide]}, μ and
 * σ² {@code [wide]} (computed with z, by {@link ExpandedDepthwise}), γ and β {@code [wide]}, R {@code [wide,
 * squeezed]}, r {@code [squeezed]}, E {@code [squeezed, wide]}, e {@code [wide]}, P {@code [wide, out]}. Outputs: y
 * {@code [batch, height, width, out]}, and s {@code [batch, wide]}, detached.
 *
 * <p>Why fused: a and a·g never reach memory, only z is kept.
 *
 * @param epsilon   ε, added to the variance
 * @param precision of the products; under bfloat16 z may be bfloat16 beside float32 weights
 */
public record GatedProjection(double epsilon, Precision precision) implements Fused {
    private static final int INPUTS = 10;

    /** y and s, under the current precision policy. */
    public static List<Tensor> of(double epsilon, List<Tensor> inputs) {
        return Apply.all(new GatedProjection(epsilon, Precision.current()), inputs);
    }

    @Override
    public String name() {
        return "gated_projection";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec z = inputs.getFirst();
        Check check = Check.of(this, inputs, INPUTS).floating(0).rank(0, 4).rank(5, 2).rank(9, 2)
                .that(z.shape().elements() > 0, "an empty batch has no statistics");
        DType type = inputs.get(1).type();
        check.that(z.type() == type || z.type() == DType.BFLOAT16 && type == DType.FLOAT32,
                "z must have the weights' type " + type + ", or be bfloat16 beside float32, not " + z.type());
        long wide = z.shape().size(3);
        long squeezed = inputs.get(5).shape().size(1);
        Shape channels = Shape.of(wide);
        for (int i = 2; i < INPUTS; i++) {
            check.sameType(1, i);
        }
        check.shape(1, channels).shape(2, channels).shape(3, channels).shape(4, channels)
                .shape(5, Shape.of(wide, squeezed)).shape(6, Shape.of(squeezed)).shape(7, Shape.of(squeezed, wide))
                .shape(8, channels).size(9, 0, wide, "wide channels");
        return List.of(new Spec(type, z.shape().with(3, inputs.get(9).shape().size(1))),
                new Spec(type, Shape.of(z.shape().size(0), wide)));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> in = inputs.stream().map(HalfType::widened).toList();
        Shape shape = in.getFirst().shape();
        Tensor activated = BatchNorm.train(in.get(0), in.get(3), in.get(4), epsilon).getFirst().silu();
        Tensor squeezed = activated.mean(1, 2);
        Tensor gate = gate(squeezed, in.get(5), in.get(6), in.get(7), in.get(8));
        Tensor rows = activated.mul(gate.reshape(shape.size(0), 1, 1, shape.size(3)))
                .reshape(shape.without(-1).elements(), shape.size(3));
        Tensor y = precision.run(() -> rows.matmul(in.get(9)));
        DType type = inputs.get(1).type();
        return List.of(y.reshape(shape.with(3, y.size(1))).to(type), squeezed.to(type));
    }

    /** g of s: {@code [batch, wide]} both. */
    public static Tensor gate(Tensor squeezed, Tensor reduce, Tensor reduceBias, Tensor expand, Tensor expandBias) {
        return squeezed.matmul(reduce).add(reduceBias).silu().matmul(expand).add(expandBias).sigmoid();
    }

    @Override
    public int differentiableOutputs() {
        return 1;
    }

    @Override
    public Keep keep() {
        return Keep.EVERY_INPUT.andOutputs(1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return FusedGradient.of(this, saved, 1, cotangents);
    }

    static List<Sample> samples() {
        return List.of(Sample.many("gated_projection", GatedProjection::sampled, Sample.real(-2, 3, 2, 7, 5, 35),
                Sample.real(0.5, 1.5, 35), Sample.real(-1, 1, 35), Sample.real(-0.3, 0.3, 35, 5),
                Sample.real(-1, 1, 5), Sample.real(-1, 1, 5, 35), Sample.real(-1, 1, 35),
                Sample.real(-0.3, 0.3, 35, 19)));
    }

    /** The statistics are functions of z. */
    private static List<Tensor> sampled(List<Tensor> in) {
        Tensor rows = HalfType.widened(in.getFirst().detach()).reshape(-1, in.getFirst().size(3));
        Tensor mean = rows.mean(0);
        Tensor variance = rows.sub(mean).square().mean(0);
        DType type = in.get(1).type();
        return of(1e-3, List.of(in.get(0), mean.to(type), variance.to(type), in.get(1), in.get(2), in.get(3), in.get(4),
                in.get(5), in.get(6), in.get(7)));
    }
}
