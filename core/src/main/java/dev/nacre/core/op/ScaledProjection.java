package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The narrow half of an inverted bottleneck in evaluation: each picture's channels are weighed, every pixel narrowed,
 * a bias and perhaps a residual added: y = (x·g)·P + p + r. Inputs: x {@code [batch, height, width, wide]}, g {@code
 * [batch, wide]}, P {@code [wide, out]}, p {@code [out]} and, if there is one, r {@code [batch, height, width, out]};
 * output like r.
 *
 * <p>Why fused: g is multiplied into P, picture by picture, and x·g never exists.
 *
 * @param precision of the product; under bfloat16 x may be bfloat16 beside float32 weights
 */
public record ScaledProjection(Precision precision) implements Fused {
    private static final int RESIDUAL = 5;

    /** Four inputs, or five; under the current precision policy. */
    public static Tensor of(List<Tensor> inputs) {
        return Apply.all(new ScaledProjection(Precision.current()), inputs).getFirst();
    }

    @Override
    public String name() {
        return "scaled_projection";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        boolean residual = inputs.size() == RESIDUAL;
        Spec x = inputs.getFirst();
        Check check = Check.of(this, inputs, residual ? RESIDUAL : 4).floating(0).rank(0, 4).rank(2, 2)
                .sameType(1, 2).sameType(1, 3);
        DType type = inputs.get(1).type();
        check.that(x.type() == type || x.type() == DType.BFLOAT16 && type == DType.FLOAT32,
                "x must have the weights' type " + type + ", or be bfloat16 beside float32, not " + x.type());
        long wide = x.shape().size(3);
        long out = inputs.get(2).shape().size(1);
        Spec y = new Spec(type, x.shape().with(3, out));
        check.shape(1, Shape.of(x.shape().size(0), wide)).size(2, 0, wide, "wide channels").shape(3, Shape.of(out));
        if (residual) {
            check.sameType(1, 4).shape(4, y.shape());
        }
        return List.of(y);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> in = inputs.stream().map(HalfType::widened).toList();
        Tensor x = in.getFirst();
        Shape shape = x.shape();
        Tensor rows = x.mul(in.get(1).reshape(shape.size(0), 1, 1, shape.size(3))).reshape(-1, shape.size(3));
        Tensor y = precision.run(() -> rows.matmul(in.get(2))).add(in.get(3))
                .reshape(shape.with(3, in.get(3).elements()));
        return List.of((in.size() == RESIDUAL ? y.add(in.get(4)) : y).to(inputs.get(1).type()));
    }

    @Override
    public Keep keep() {
        return Keep.EVERY_INPUT;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return FusedGradient.of(this, saved, 0, cotangents);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("scaled_projection", in -> of(in), Sample.real(-1, 1, 2, 7, 5, 35), Sample.real(0, 1, 2, 35),
                        Sample.real(-1, 1, 35, 19), Sample.real(-1, 1, 19)),
                Sample.of("scaled_projection residual", in -> of(in), Sample.real(-1, 1, 2, 7, 5, 48),
                        Sample.real(0, 1, 2, 48), Sample.real(-1, 1, 48, 24), Sample.real(-1, 1, 24),
                        Sample.real(-1, 1, 2, 7, 5, 24)));
    }
}
