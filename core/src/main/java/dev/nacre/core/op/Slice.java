package dev.nacre.core.op;

import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/** Elements start, start + step, … below stop along one dimension; the cotangent is padded with zeros. */
public record Slice(int axis, long start, long stop, long step) implements View {
    @Override
    public String name() {
        return "slice";
    }

    @Override
    public Layout look(Layout input) {
        return input.slice(axis, start, stop, step);
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        Shape from = saved.inputSpec(0).shape();
        Tensor cotangent = cotangents.getFirst();
        long covered = cotangent.size(axis) == 0 ? 0 : (cotangent.size(axis) - 1) * step + 1;
        return List.of(Apply.one(new Pad(axis, start, from.size(axis) - start - covered, step - 1), cotangent));
    }

    static List<Sample> samples() {
        return List.of(Sample.of("slice", in -> in.getFirst().slice(1, 1, 6, 2), Sample.real(-1, 1, 3, 8, 5)),
                Sample.of("slice row", in -> in.getFirst().slice(0, 2, 3), Sample.real(-1, 1, 3, 8)),
                Sample.of("slice nothing", in -> in.getFirst().slice(0, 1, 1), Sample.real(-1, 1, 3, 8)));
    }
}
