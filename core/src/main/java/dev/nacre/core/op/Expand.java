package dev.nacre.core.op;

import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/** Dimensions of size 1 repeated, new ones in front, without copying; the cotangent is summed over them. */
public record Expand(Shape shape) implements View {
    @Override
    public String name() {
        return "expand";
    }

    @Override
    public Layout look(Layout input) {
        return input.expand(shape);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Shape from = saved.inputSpec(0).shape();
        int fresh = shape.rank() - from.rank();
        int[] repeated = IntStream.range(0, shape.rank())
                .filter(d -> d < fresh || from.size(d - fresh) == 1 && shape.size(d) != 1).toArray();
        Tensor cotangent = cotangents.getFirst();
        return List.of(repeated.length == 0 ? cotangent.reshape(from) : cotangent.sum(repeated).reshape(from));
    }

    static List<Sample> samples() {
        return List.of(Sample.of("expand", in -> in.getFirst().expand(3, 4, 5), Sample.real(-1, 1, 4, 1)),
                Sample.of("expand scalar", in -> in.getFirst().expand(3, 4), Sample.real(-1, 1)),
                Sample.of("expand to nothing", in -> in.getFirst().expand(0, 4), Sample.real(-1, 1, 1, 4)));
    }
}
