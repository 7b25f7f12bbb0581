package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * Adds elements up at given positions along one dimension of zeros: y[…, index[…, i, …], …] += x[…, i, …], in row-major
 * order of x. Inputs: the indices and x, of one shape. The derivative picks them again ({@link Gather}).
 *
 * @param axis  dimension from 0
 * @param shape the result's shape, equal to the inputs' except along {@code axis}
 */
public record ScatterAdd(int axis, Shape shape) implements Primitive {
    @Override
    public String name() {
        return "scatter_add";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.get(1);
        Check.of(this, inputs, 2).index(0).floating(1).shape(0, x.shape())
                .shape(1, shape.with(axis, x.shape().size(axis)));
        return List.of(new Spec(x.type(), shape));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain index = inputs.get(0);
        for (long i = 0; i < index.elements(); i++) {
            outputs.getFirst().add(position(name(), i, index, axis, shape.size(axis)), inputs.get(1).at(i));
        }
    }

    /** Where element {@code i} of the indices points to, in a tensor of the given size along the axis. */
    static long position(String operation, long i, Plain index, int axis, long size) {
        long inner = index.shape().strides()[axis];
        long chosen = index.integer(i);
        if (chosen < 0 || chosen >= size) {
            throw new IndexOutOfBoundsException(operation + ": index " + chosen + " at position " + i
                    + " is outside [0, " + size + ") along dimension " + axis);
        }
        return (i / (inner * index.size(axis)) * size + chosen) * inner + i % inner;
    }

    @Override
    public Keep keep() {
        return Keep.inputs(0);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return Arrays.asList(null, cotangents.getFirst().gather(axis, saved.input(0)));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("scatter_add last", in -> Apply.one(new ScatterAdd(1, Shape.of(5, 33)), in.get(0), in.get(1)),
                        Sample.index(33, 5, 70), Sample.real(-1, 1, 5, 70)),
                Sample.of("scatter_add first", in -> Apply.one(new ScatterAdd(0, Shape.of(4, 33)), in.get(0),
                        in.get(1)), Sample.index(4, 20, 33), Sample.real(-1, 1, 20, 33)));
    }
}
