package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Whole slices picked along one dimension: y[…, i, …] = x[…, index[i], …]. Inputs: x and the indices {@code [count]}.
 * The cotangents are added up where they came from ({@link IndexAdd}).
 */
public record IndexSelect(int axis) implements Primitive {
    /** Slices of {@code table} along {@code dim}, in the order of {@code index} (int32 or int64, one dimension). */
    public static Tensor of(Tensor table, int dim, Tensor index) {
        return Apply.one(new IndexSelect(table.shape().axis(dim)), table, index);
    }

    @Override
    public String name() {
        return "index_select";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 2).index(1).rank(1, 1);
        Spec x = inputs.getFirst();
        return List.of(new Spec(x.type(), x.shape().with(axis, inputs.get(1).shape().elements())));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.get(0);
        Plain y = outputs.getFirst();
        long inner = x.shape().strides()[axis];
        for (long i = 0; i < y.elements(); i++) {
            long from = IndexAdd.position(name(), i, inner, inputs.get(1), x.size(axis));
            if (x.type().isFloating()) {
                y.set(i, x.at(from));
            } else {
                y.set(i, x.integer(from));
            }
        }
    }

    @Override
    public Keep keep() {
        return Keep.inputs(1);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        IndexAdd add = new IndexAdd(axis, saved.inputSpec(0).shape().size(axis));
        return Arrays.asList(Apply.one(add, saved.input(1), cotangents.getFirst()), null);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("index_select first", in -> of(in.get(0), 0, in.get(1)), Sample.real(-1, 1, 9, 33),
                        Sample.index(9, 20)),
                Sample.of("index_select middle", in -> of(in.get(0), 1, in.get(1)), Sample.real(-1, 1, 3, 7, 19),
                        Sample.index(7, 5)),
                Sample.of("index_select last", in -> of(in.get(0), -1, in.get(1)), Sample.real(-1, 1, 5, 33),
                        Sample.index(33, 50)),
                Sample.of("index_select nothing", in -> of(in.get(0), 0, in.get(1)), Sample.real(-1, 1, 9, 33),
                        Sample.index(9, 0)));
    }
}
