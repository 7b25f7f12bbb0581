package dev.nacre.nn;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;

/** Rows of a table by number: ids (int32 or int64) {@code [...]} → {@code [..., width]}. */
public final class Embedding extends Layer {
    private final Parameter weight;

    /** A table of {@code count} rows. */
    public Embedding(long count, long width, Initialiser weights) {
        weight = parameter("weight", Shape.of(count, width), FileLayout.SAME, weights);
    }

    @Override
    protected Tensor compute(Tensor ids, Pass pass) {
        return dev.nacre.core.op.Embedding.of(weight.value(), ids);
    }
}
