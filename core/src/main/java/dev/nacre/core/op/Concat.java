package dev.nacre.core.op;

import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Tensors one after the other along one dimension; the cotangent is cut into pieces. */
public record Concat(int axis) implements Primitive {
    /** Joins tensors of one type that agree in all other dimensions. */
    public static Tensor of(int dim, List<Tensor> parts) {
        if (parts.isEmpty()) {
            throw new ShapeException("concat needs at least one tensor");
        }
        return Apply.all(new Concat(parts.getFirst().shape().axis(dim)), parts).getFirst();
    }

    @Override
    public String name() {
        return "concat";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check check = Check.of(this, inputs, inputs.size());
        Spec first = inputs.getFirst();
        long total = 0;
        for (int i = 0; i < inputs.size(); i++) {
            check.sameType(0, i).rank(i, first.shape().rank());
            long size = inputs.get(i).shape().size(axis);
            check.shape(i, first.shape().with(axis, size));
            total += size;
        }
        return List.of(new Spec(first.type(), first.shape().with(axis, total)));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain y = outputs.getFirst();
        long inner = y.shape().strides()[axis];
        long start = 0;
        for (Plain x : inputs) {
            for (long i = 0; i < x.elements(); i++) {
                long outer = i / inner / x.size(axis);
                long target = (outer * y.size(axis) + start + i / inner % x.size(axis)) * inner + i % inner;
                if (x.type().isFloating()) {
                    y.set(target, x.at(i));
                } else {
                    y.set(target, x.integer(i));
                }
            }
            start += x.size(axis);
        }
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        List<Tensor> pieces = new ArrayList<>();
        long start = 0;
        for (int i = 0; i < saved.inputs(); i++) {
            long size = saved.inputSpec(i).shape().size(axis);
            pieces.add(saved.needs(i) ? cotangents.getFirst().slice(axis, start, start + size) : null);
            start += size;
        }
        return pieces;
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("concat last", in -> of(-1, in), Sample.real(-1, 1, 3, 5), Sample.real(-1, 1, 3, 1),
                        Sample.real(-1, 1, 3, 33)),
                Sample.of("concat first", in -> of(0, in), Sample.real(-1, 1, 3, 5), Sample.real(-1, 1, 0, 5),
                        Sample.real(-1, 1, 2, 5)));
    }
}
