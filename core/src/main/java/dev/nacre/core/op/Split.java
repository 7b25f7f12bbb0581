package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor as parts that follow each other along one dimension, without copying; the cotangents are joined in one pass,
 * where {@linkplain Slice slices} would each be padded to the whole, and added.
 *
 * @param sizes of the parts along the dimension; together the whole of it
 */
public record Split(int axis, List<Long> sizes) implements Fused {
    /** Parts of these sizes along a dimension. */
    public static List<Tensor> of(Tensor x, int dim, long... sizes) {
        return Apply.all(new Split(x.shape().axis(dim), Arrays.stream(sizes).boxed().toList()), List.of(x));
    }

    @Override
    public String name() {
        return "split";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Spec x = inputs.getFirst();
        long total = sizes.stream().mapToLong(Long::longValue).sum();
        Check.of(this, inputs, 1).that(sizes.stream().allMatch(size -> size >= 0) && total == x.shape().size(axis),
                "parts of " + sizes + " do not make up dimension " + axis);
        return sizes.stream().map(size -> new Spec(x.type(), x.shape().with(axis, size))).toList();
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        List<Tensor> parts = new ArrayList<>();
        long start = 0;
        for (long size : sizes) {
            parts.add(inputs.getFirst().slice(axis, start, start + size));
            start += size;
        }
        return parts;
    }

    @Override
    public Keep keep() {
        return Keep.NOTHING;
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Spec x = saved.inputSpec(0);
        List<Tensor> parts = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            Shape shape = x.shape().with(axis, sizes.get(i));
            parts.add(cotangents.get(i) == null ? Tensor.zeros(x.type(), shape) : cotangents.get(i));
        }
        return List.of(Concat.of(axis, parts));
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("split", in -> joined(of(in.getFirst(), 1, 2, 0, 3, 1)), Sample.real(-1, 1, 3, 6, 5)),
                Sample.of("split unused", in -> of(in.getFirst(), -1, 2, 3).getLast(), Sample.real(-1, 1, 4, 5)));
    }

    private static Tensor joined(List<Tensor> parts) {
        return Concat.of(1, List.of(parts.get(2).mul(2), parts.get(0), parts.get(3).square()));
    }
}
