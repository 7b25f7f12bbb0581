package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Running sums along one dimension: y[i] = Σ x[k] over k ≤ i, or over k ≥ i where {@code reversed}. The derivative sums
 * from the other end. Shape: unchanged.
 *
 * @param axis     dimension from 0
 * @param reversed whether to sum from the end
 */
public record CumulativeSum(int axis, boolean reversed) implements Primitive {
    /** From the start of a dimension. */
    public static Tensor of(Tensor x, int dim) {
        return Apply.one(new CumulativeSum(x.shape().axis(dim), false), x);
    }

    @Override
    public String name() {
        return "cumulative_sum";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 1).floating(0);
        return inputs;
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        long inner = x.shape().strides()[axis];
        long size = x.size(axis);
        for (long line = 0; line < x.elements() / Math.max(1, size); line++) {
            long start = line / inner * inner * size + line % inner;
            double sum = 0;
            for (long k = 0; k < size; k++) {
                long place = start + (reversed ? size - 1 - k : k) * inner;
                sum += x.at(place);
                outputs.getFirst().set(place, sum);
            }
        }
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(Apply.one(new CumulativeSum(axis, !reversed), cotangents.getFirst()));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("cumulative_sum last", in -> of(in.getFirst(), -1), Sample.real(-1, 1, 5, 67)),
                Sample.of("cumulative_sum middle", in -> of(in.getFirst(), 1), Sample.real(-1, 1, 3, 9, 19)),
                Sample.of("cumulative_sum reversed", in -> Apply.one(new CumulativeSum(0, true), in.getFirst()),
                        Sample.real(-1, 1, 9, 19)),
                Sample.of("cumulative_sum nothing", in -> of(in.getFirst(), 0), Sample.real(-1, 1, 0, 19)));
    }
}
