package dev.nacre.core.op;

import dev.nacre.core.DType;
import dev.nacre.core.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Positions that sort along one dimension: int64, shape unchanged. Equal elements keep their order; NaN counts as the
 * largest.
 *
 * @param axis       dimension from 0
 * @param descending whether the largest comes first
 */
public record ArgSort(int axis, boolean descending) implements Detached {
    /** Positions in ascending or descending order of the elements. */
    public static Tensor of(Tensor x, int dim, boolean descending) {
        return Apply.one(new ArgSort(x.shape().axis(dim), descending), x);
    }

    /** The {@code k} largest elements along {@code dim}, largest first, and their positions (int64). */
    public static List<Tensor> largest(Tensor x, int k, int dim) {
        Tensor positions = of(x, dim, true).slice(dim, 0, k);
        return List.of(x.gather(dim, positions), positions);
    }

    @Override
    public String name() {
        return "argsort";
    }

    @Override
    public List<Spec> outputs(List<Spec> inputs) {
        Check.of(this, inputs, 1).that(inputs.getFirst().shape().rank() > axis, "there is no dimension " + axis);
        return List.of(new Spec(DType.INT64, inputs.getFirst().shape()));
    }

    @Override
    public void reference(List<Plain> inputs, List<Plain> outputs) {
        Plain x = inputs.getFirst();
        long inner = x.shape().strides()[axis];
        int size = Math.toIntExact(x.size(axis));
        for (long line = 0; line < x.elements() / Math.max(1, size); line++) {
            long start = line / inner * inner * size + line % inner;
            Comparator<Integer> ascending = x.type().isFloating()
                    ? Comparator.comparingDouble(k -> x.at(start + k * inner) + 0.0)
                    : Comparator.comparingLong(k -> x.integer(start + k * inner));
            long target = start;
            for (int k : IntStream.range(0, size).boxed().sorted(descending ? ascending.reversed() : ascending)
                    .toList()) {
                outputs.getFirst().set(target, (long) k);
                target += inner;
            }
        }
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("argsort last", in -> of(in.getFirst(), -1, false), Sample.real(-1, 1, 5, 67)),
                Sample.of("argsort ties", in -> of(in.getFirst(), 0, true), Sample.index(5, 40, 3)),
                Sample.many("top 3", in -> largest(in.getFirst(), 3, 1), Sample.real(-1, 1, 4, 19)));
    }
}
