package dev.nacre.core.op;

import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The transposed convolution: a composite around {@link Conv2dInputGradient}, which it is. Pictures grow from height to
 * (height − 1)·stride − top − bottom + dilation·(kernelHeight − 1) + outputPadding + 1, width alike.
 */
public final class ConvTranspose2d {
    private ConvTranspose2d() {
    }

    /**
     * Without bias.
     *
     * @param x             {@code [batch, height, width, in]}
     * @param weight        {@code [kernelHeight, kernelWidth, out / groups, in]}
     * @param window        of the convolution that this transposes
     * @param outputPadding rows and columns at the end that the stride alone would leave out; less than the stride
     */
    public static Tensor of(Tensor x, Tensor weight, Window window, int outputPadding) {
        Check.of("conv_transpose2d", x, weight).floating(0).rank(0, 4).rank(1, 4)
                .size(1, 3, x.size(3), "channels of the picture")
                .that(outputPadding >= 0 && outputPadding < Math.min(window.strideHeight(), window.strideWidth()),
                        "the output padding is in [0, stride), not " + outputPadding);
        long height = (x.size(1) - 1) * window.strideHeight() - window.top() - window.bottom()
                + window.dilationHeight() * (weight.size(0) - 1) + outputPadding + 1;
        long width = (x.size(2) - 1) * window.strideWidth() - window.left() - window.right()
                + window.dilationWidth() * (weight.size(1) - 1) + outputPadding + 1;
        return Apply.one(new Conv2dInputGradient(window, height, width, MixedPrecision.of(x, weight)), x, weight);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("conv_transpose2d", in -> of(in.get(0), in.get(1), Window.PLAIN.stride(2).padding(1), 1),
                        Sample.real(-1, 1, 2, 5, 6, 7), Sample.real(-1, 1, 3, 3, 5, 7)),
                Sample.of("conv_transpose2d 2x2", in -> of(in.get(0), in.get(1), Window.PLAIN.stride(2), 0),
                        Sample.real(-1, 1, 1, 4, 3, 16), Sample.real(-1, 1, 2, 2, 8, 16)));
    }
}
