package dev.nacre.core.op;

import dev.nacre.core.Layout;
import dev.nacre.core.Shape;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import java.util.List;

/** The same elements in row-major order under another shape; {@link Tensor#reshape} copies first where needed. */
public record Reshape(Shape shape) implements View {
    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public Layout look(Layout input) {
        return input.reshape(shape).orElseThrow(
                () -> new ShapeException("these strides do not reshape without a copy"));
    }

    @Override
    public List<Tensor> backward(Saved saved, List<Tensor> cotangents) {
        return List.of(cotangents.getFirst().reshape(saved.inputSpec(0).shape()));
    }

    static List<Sample> samples() {
        return List.of(Sample.of("reshape", in -> in.getFirst().reshape(5, 12), Sample.real(-1, 1, 3, 4, 5)),
                Sample.of("reshape transposed", in -> in.getFirst().transpose(0, 2).reshape(5, 12),
                        Sample.real(-1, 1, 3, 4, 5)));
    }
}
