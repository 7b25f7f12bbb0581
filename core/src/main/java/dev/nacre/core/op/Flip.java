package dev.nacre.core.op;

import dev.nacre.core.Layout;
import dev.nacre.core.Tensor;
import java.util.List;

/** The order along some dimensions reversed. */
public record Flip(List<Integer> axes) implements View {
    @Override
    public String name() {
        return "flip";
    }

    @Override
    public Layout look(Layout input) {
        return input.flip(axes.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(Apply.one(this, cotangents.getFirst()));
    }

    static List<Sample> samples() {
        return List.of(Sample.of("flip", in -> in.getFirst().flip(1), Sample.real(-1, 1, 3, 4, 5)),
                Sample.of("flip both", in -> in.getFirst().flip(0, 2), Sample.real(-1, 1, 3, 4, 5)));
    }
}
