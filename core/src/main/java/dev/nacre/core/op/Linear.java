package dev.nacre.core.op;

import dev.nacre.core.Precision;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A linear map of the last dimension: y = x·W + b. Inputs: x {@code [batch…, in]}, W {@code [in, out]} and, if there is
 * one, b {@code [out]}; output {@code [batch…, out]}. dx = dy·Wᵀ, dW = xᵀ·dy and db = Σdy, with all leading dimensions
 * taken together as rows.
 *
 * @param precision of the products, forward and backward
 */
public record Linear(Precision precision) implements Fused {
    /** With a bias, or without where it is null; the products follow the current {@link Precision}. */
    public static Tensor of(Tensor x, Tensor weight, Tensor biasOrNull) {
        Linear linear = new Linear(Precision.current());
        return biasOrNull == null ? Apply.one(linear, x, weight) : Apply.one(linear, x, weight, biasOrNull);
    }

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Cost cost() {
        return Cost.COMPUTE_BOUND;
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        boolean biased = inputs.size() == 3;
        Shape x = inputs.get(0).shape();
        Shape weight = inputs.get(1).shape();
        Check check = Check.of(this, inputs, biased ? 3 : 2).floating(0).sameType(0, 1).rank(1, 2)
                .that(x.rank() >= 1, "input 0 needs a dimension to map")
                .size(0, -1, weight.size(0), "the weight [in, out] takes");
        if (biased) {
            check.sameType(0, 2).shape(2, Shape.of(weight.size(1)));
        }
        return List.of(new Spec(inputs.getFirst().type(), x.with(-1, weight.size(1))));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        Tensor weight = inputs.get(1);
        Tensor y = precision.run(() -> rows(x).matmul(weight));
        Tensor shifted = inputs.size() == 3 ? y.add(inputs.get(2)) : y;
        return List.of(shifted.reshape(x.shape().with(-1, weight.size(1))));
    }

    private static Tensor rows(Tensor x) {
        return x.reshape(x.shape().without(-1).elements(), x.size(-1));
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0, 1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor cotangent = rows(cotangents.getFirst());
        Tensor dx = saved.needs(0) ? precision.run(() -> cotangent.matmul(saved.input(1).transpose(0, 1)))
                .reshape(saved.inputSpec(0).shape()) : null;
        Tensor dw = saved.needs(1) ? precision.run(() -> rows(saved.input(0)).transpose(0, 1).matmul(cotangent))
                : null;
        if (saved.inputs() == 2) {
            return Arrays.asList(dx, dw);
        }
        return Arrays.asList(dx, dw, saved.needs(2) ? cotangent.sum(0) : null);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("linear", in -> of(in.get(0), in.get(1), in.get(2)), Sample.real(-1, 1, 2, 5, 33),
                        Sample.real(-1, 1, 33, 19), Sample.real(-1, 1, 19)),
                Sample.of("linear without bias", in -> of(in.get(0), in.get(1), null), Sample.real(-1, 1, 17, 64),
                        Sample.real(-1, 1, 64, 35)),
                Sample.of("linear nothing", in -> of(in.get(0), in.get(1), in.get(2)), Sample.real(-1, 1, 0, 33),
                        Sample.real(-1, 1, 33, 19), Sample.real(-1, 1, 19)));
    }
}
