package dev.nacre.nn.model;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.Window;
import dev.nacre.nn.BatchNorm2d;
import dev.nacre.nn.Chain;
import dev.nacre.nn.Conv2d;
import dev.nacre.nn.Initialiser;
import dev.nacre.nn.Layer;
import dev.nacre.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * One block of a {@link ResNet}: two or three convolutions with normalisations, added to the input, or to a convolution
 * of it where shapes differ.
 */
final class ResidualBlock extends Layer {
    private static final double EPSILON = 1e-5;

    private final List<Conv2d> convolutions = new ArrayList<>();
    private final List<BatchNorm2d> norms = new ArrayList<>();
    private final Conv2d shortcut;
    private final BatchNorm2d shortcutNorm;

    /** The block of a stage, counted from 0; {@code halves} says whether it halves height and width. */
    ResidualBlock(ResNetConfig config, int stage, int in, boolean halves) {
        int inner = config.inner(stage);
        int out = config.out(stage);
        int stride = halves ? 2 : 1;
        if (config.block() == ResNetConfig.Block.BASIC) {
            add(in, inner, 3, stride, config);
            add(inner, out, 3, 1, config);
        } else {
            add(in, inner, 1, 1, config);
            add(inner, inner, 3, stride, config);
            add(inner, out, 1, 1, config);
        }
        boolean fits = stride == 1 && in == out;
        shortcut = fits ? null : child("downsample.0", convolution(in, out, 1, stride));
        shortcutNorm = fits ? null : child("downsample.1", norm(out, config));
    }

    private void add(int in, int out, int kernel, int stride, ResNetConfig config) {
        int number = convolutions.size() + 1;
        convolutions.add(child("conv" + number, convolution(in, out, kernel, stride)));
        norms.add(child("bn" + number, norm(out, config)));
    }

    private static Conv2d convolution(int in, int out, int kernel, int stride) {
        return Conv2d.withoutBias(in, out, kernel, Window.PLAIN.stride(stride).padding(kernel / 2),
                Initialiser.normalByFanOut((long) kernel * kernel * out));
    }

    static BatchNorm2d norm(int channels, ResNetConfig config) {
        return new BatchNorm2d(channels, EPSILON, config.batchNormMomentum());
    }

    @Override
    protected Tensor compute(Tensor x, Pass pass) {
        Chain chain = Chain.from(x);
        for (int i = 0; i < convolutions.size(); i++) {
            chain.then(convolutions.get(i), pass).then(norms.get(i), pass);
            if (i + 1 < convolutions.size()) {
                chain.then(Tensor::relu);
            }
        }
        Tensor beside = shortcut == null ? x : Chain.from(x).then(shortcut, pass).then(shortcutNorm, pass).end();
        return chain.then(beside::add).then(Tensor::relu).end();
    }
}
