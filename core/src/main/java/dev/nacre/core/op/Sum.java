package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * Sums over dimensions: y = Σ x. The cotangent is repeated along them.
 *
 * @param axes     sorted dimension numbers from 0
 * @param keepDims whether the summed dimensions stay, with size 1
 */
public record Sum(List<Integer> axes, boolean keepDims) implements Primitive {
    @Override
    public String name() {
        return "sum";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 1).floating(0);
        Spec x = inputs.getFirst();
        return List.of(new Spec(x.type(), x.shape().reduced(axisArray(), keepDims)));
    }

    private int[] axisArray() {
        return axes.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        Shape kept = x.shape().reduced(axisArray(), true);
        long[] sizes = x.shape().sizes();
        long[] strides = kept.strides();
        for (int axis : axes) {
            strides[axis] = 0;
        }
        for (long i = 0; i < x.elements(); i++) {
            long rest = i;
            long target = 0;
            for (int d = sizes.length - 1; d >= 0; d--) {
                target += rest % sizes[d] * strides[d];
                rest /= sizes[d];
            }
            outputs.getFirst().add(target, x.at(i));
        }
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Shape shape = saved.inputSpec(0).shape();
        return List.of(cotangents.getFirst().reshape(shape.reduced(axisArray(), true)).expand(shape));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("sum all", in -> in.getFirst().sum(), Sample.real(-1, 1, 3, 5, 333)),
                Sample.of("sum last", in -> in.getFirst().sum(-1), Sample.real(-1, 1, 3, 5, 333)),
                Sample.of("sum first", in -> in.getFirst().sum(0), Sample.real(-1, 1, 57, 33)),
                Sample.of("sum middle", in -> in.getFirst().sumKeep(1), Sample.real(-1, 1, 3, 57, 33)),
                Sample.of("sum pixels", in -> in.getFirst().sum(0, 1, 2), Sample.real(-1, 1, 2, 9, 7, 19)),
                Sample.of("sum of nothing", in -> in.getFirst().sum(0), Sample.real(-1, 1, 0, 3)));
    }
}
