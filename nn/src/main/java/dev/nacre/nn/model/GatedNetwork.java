package dev.nacre.nn.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Split;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Linear;
import dev.nacre.nn.Pass;
import java.util.List;

/**
 * GeGLU (Shazeer 2020): y = (gelu(a)·b)·Wo with [a, b] = x·Wi, the first half of the columns and the second;
 * {@code [..., width]} to the same shape.
 */
final class GatedNetwork extends Layer {
    private final int inner;
    private final Linear widen;
    private final Linear narrow;

    GatedNetwork(int width, int inner, Initialiser widening, Initialiser narrowing) {
        this.inner = inner;
        widen = child("Wi", Linear.withoutBias(width, 2L * inner, widening));
        narrow = child("Wo", Linear.withoutBias(inner, width, narrowing));
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        return Chain.from(x).then(widen, pass).then(this::gated).then(narrow, pass).end();
    }

    private Tensor gated(Tensor both) {
        List<Tensor> halves = Split.of(both, -1, inner, inner);
        return halves.getFirst().gelu().mul(halves.getLast());
    }
}
