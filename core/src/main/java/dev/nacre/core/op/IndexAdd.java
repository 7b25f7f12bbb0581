package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Whole slices added up at given positions along one dimension of zeros: y[…, index[i], …] += x[…, i, …], in the order
 * of i. Inputs: the indices {@code [count]} and x. The derivative picks them again ({@link IndexSelect}).
 *
 * @param axis dimension from 0
 * @param size of the result along {@code axis}
 */
public record IndexAdd(int axis, long size) implements Primitive {
    @Override
    public String name() {
        return "index_add";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.get(1);
        Check.of(this, inputs, 2).index(0).rank(0, 1).floating(1)
                .size(1, axis, inputs.getFirst().shape().elements(), "number of indices");
        return List.of(new Spec(x.type(), x.shape().with(axis, size)));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.get(1);
        long inner = x.shape().strides()[axis];
        for (long i = 0; i < x.elements(); i++) {
            outputs.getFirst().add(position(name(), i, inner, inputs.get(0), size), x.at(i));
        }
    }

    /** Where element {@code i} of the picked slices lies in the tensor that they are picked from. */
    static long position(String operation, long i, long inner, Plain index, long size) {
        long place = i / inner % index.elements();
        long chosen = index.integer(place);
        if (chosen < 0 || chosen >= size) {
            throw new IndexOutOfBoundsException(operation + ": index " + chosen + " at position " + place
                    + " is outside [0, " + size + ")");
        }
        return (i / inner / index.elements() * size + chosen) * inner + i % inner;
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return Arrays.asList(null, Apply.one(new IndexSelect(axis), cotangents.getFirst(), saved.input(0)));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("index_add first", in -> Apply.one(new IndexAdd(0, 9), in.get(0), in.get(1)),
                        Sample.index(9, 40), Sample.real(-1, 1, 40, 33)),
                Sample.of("index_add middle", in -> Apply.one(new IndexAdd(1, 7), in.get(0), in.get(1)),
                        Sample.index(7, 5), Sample.real(-1, 1, 3, 5, 19)),
                Sample.of("index_add nothing", in -> Apply.one(new IndexAdd(0, 4), in.get(0), in.get(1)),
                        Sample.index(4, 0), Sample.real(-1, 1, 0, 19)));
    }
}
