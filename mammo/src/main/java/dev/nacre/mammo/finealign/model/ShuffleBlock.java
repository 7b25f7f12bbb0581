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
 * One step up of the decoders (specification §1.3): convolution of 3 × 3, normalisation, ReLU, pixel shuffle,
 * normalisation, ReLU; {@code [n, height, width, in] → [n, 2·height, 2·width, wide / 4]}. Of the convolution's channels
 * those of one new pixel lie side by side, unlike in {@link dev.nacre.core.op.PixelShuffle}: the weights are trained
 * here, so that their order is free, and whole runs of memory move.
 */
final class ShuffleBlock extends Layer {
    static final double EPSILON = 1e-5;
    static final double MOMENTUM = 0.1;
    private static final int FACTOR = 2;

    private final Conv2d convolution;
    private final BatchNorm2d wideNorm;
    private final BatchNorm2d norm;

    ShuffleBlock(int in, int wide) {
        convolution = child("convolution", Conv2d.withoutBias(in, wide, 3, Window.PLAIN.padding(1),
                Initialiser.normalByFanOut(9L * wide)));
        wideNorm = child("wide_norm", new BatchNorm2d(wide, EPSILON, MOMENTUM));
        norm = child("norm", new BatchNorm2d(out(wide), EPSILON, MOMENTUM));
    }

    /** Channels that come out of {@code wide} channels inside. */
    static int out(int wide) {
        return wide / (FACTOR * FACTOR);
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        return Chain.from(x).then(convolution, pass).then(wideNorm, pass).then(Tensor::relu)
                .then(ShuffleBlock::shuffled).then(norm, pass).then(Tensor::relu).end();
    }

    private static Tensor shuffled(Tensor wide) {
        long height = wide.size(1);
        long width = wide.size(2);
        return wide.reshape(wide.size(0), height, width, FACTOR, FACTOR, out(Math.toIntExact(wide.size(3))))
                .permute(0, 1, 3, 2, 4, 5)
                .reshape(wide.size(0), FACTOR * height, FACTOR * width, out(Math.toIntExact(wide.size(3))));
    }
}
