package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Window;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Pass;

/**
 * The last step of the decoders (specification §1.3): convolution of 3 × 3, normalisation, ReLU, convolution of single
 * pixels; {@code [n, height, width, in] → [n, height, width, out]}, before any sigmoid.
 */
final class MapHead extends Layer {
    /** Channels between the two convolutions as the precursor has them. */
    static final int INNER = 32;

    private final Conv2d convolution;
    private final BatchNorm2d norm;
    private final Conv2d last;

    MapHead(int in, int inner, int out) {
        convolution = child("convolution", Conv2d.withoutBias(in, inner, 3, Window.PLAIN.padding(1),
                Initialiser.normalByFanOut(9L * inner)));
        norm = child("norm", new BatchNorm2d(inner, ShuffleBlock.EPSILON, ShuffleBlock.MOMENTUM));
        last = child("last", Conv2d.withBias(inner, out, 1, Window.PLAIN, Initialiser.uniformByFanIn(inner)));
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        return Chain.from(x).then(convolution, pass).then(norm, pass).then(Tensor::relu).then(last, pass).end();
    }
}
