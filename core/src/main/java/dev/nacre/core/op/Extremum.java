package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The largest or smallest element along one dimension, which goes, and its position (int64; the first of equal ones).
 * The cotangent goes to that position. A NaN counts as the extremum.
 *
 * @param axis    dimension from 0; its size must not be 0
 * @param largest whether the largest is meant
 */
public record Extremum(int axis, boolean largest) implements Primitive {
    @Override
    public String name() {
        return largest ? "max" : "min";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        Check.of(this, inputs, 1).that(x.shape().size(axis) > 0, "dimension " + axis + " is empty: it has no extremum");
        return List.of(new Spec(x.type(), x.shape().without(axis)), new Spec(DType.INT64, x.shape().without(axis)));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        long size = x.size(axis);
        long inner = x.shape().strides()[axis];
        for (long i = 0; i < outputs.getFirst().elements(); i++) {
            long start = i / inner * inner * size + i % inner;
            long best = 0;
            for (long k = 1; k < size; k++) {
                double candidate = x.at(start + k * inner);
                double champion = x.at(start + best * inner);
                boolean beats = largest ? candidate > champion : candidate < champion;
                if (beats || Double.isNaN(candidate) && !Double.isNaN(champion)) {
                    best = k;
                }
            }
            outputs.get(0).set(i, x.at(start + best * inner));
            outputs.get(1).set(i, best);
        }
    }

    @Override
    public Keep keep() {
        return Keep.outputs(1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Tensor positions = saved.output(1).unsqueeze(axis);
        Tensor cotangent = cotangents.getFirst().unsqueeze(axis);
        return List.of(Apply.one(new ScatterAdd(axis, saved.inputSpec(0).shape()), positions, cotangent));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.many("max last", in -> in.getFirst().max(-1), Sample.real(-1, 1, 5, 333)),
                Sample.many("max middle", in -> in.getFirst().max(1), Sample.real(-1, 1, 3, 57, 19)),
                Sample.many("min first", in -> in.getFirst().min(0), Sample.real(-1, 1, 57, 19)));
    }
}
