package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/** Tensors of one shape along a new dimension: a composite around {@link Concat}. */
public final class Stack {
    private Stack() {
    }

    /** The new dimension comes before {@code dim}; −1 means at the end. */
    public static Tensor of(int dim, List<Tensor> parts) {
        return Concat.of(dim, parts.stream().map(part -> part.unsqueeze(dim)).toList());
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("stack first", in -> of(0, in), Sample.real(-1, 1, 3, 35), Sample.real(-1, 1, 3, 35)),
                Sample.of("stack last", in -> of(-1, in), Sample.real(-1, 1, 3, 5), Sample.real(-1, 1, 3, 5),
                        Sample.real(-1, 1, 3, 5)));
    }
}
