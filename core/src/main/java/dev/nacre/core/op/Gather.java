package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Picks along one dimension: y[…, i, …] = x[…, index[…, i, …], …]. Inputs: x and the indices, of the same shape except
 * along {@code axis}. The cotangents are added up where they came from ({@link ScatterAdd}).
 */
public record Gather(int axis) implements Primitive {
    @Override
    public String name() {
        return "gather";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check check = Check.of(this, inputs, 2).index(1).rank(1, inputs.getFirst().shape().rank());
        Shape indices = inputs.get(1).shape();
        check.shape(1, inputs.getFirst().shape().with(axis, indices.size(axis)));
        return List.of(new Spec(inputs.getFirst().type(), indices));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.get(0);
        Plain index = inputs.get(1);
        for (long i = 0; i < index.elements(); i++) {
            long from = ScatterAdd.position(name(), i, index, axis, x.size(axis));
            if (x.type().isFloating()) {
                outputs.getFirst().set(i, x.at(from));
            } else {
                outputs.getFirst().set(i, x.integer(from));
            }
        }
    }

    @Override
    public Keep keep() {
        return Keep.inputs(1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return Arrays.asList(Apply.one(new ScatterAdd(axis, saved.inputSpec(0).shape()), saved.input(1),
                cotangents.getFirst()), null);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("gather last", in -> in.get(0).gather(-1, in.get(1)), Sample.real(-1, 1, 5, 33),
                        Sample.index(33, 5, 7)),
                Sample.of("gather nothing", in -> in.get(0).gather(0, in.get(1)), Sample.real(-1, 1, 9, 33),
                        Sample.index(9, 0, 33)),
                Sample.of("gather first", in -> in.get(0).gather(0, in.get(1)), Sample.real(-1, 1, 9, 33),
                        Sample.index(9, 20, 33)));
    }
}
