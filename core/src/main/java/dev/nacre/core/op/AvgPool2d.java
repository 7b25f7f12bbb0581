package dev.nacre.core.op;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import java.util.List;

/**
 * The mean under a moving window: a composite, a depthwise {@link Conv2d} whose weights all are 1/(kernelHeight ·
 * kernelWidth). Padding counts as zeros that are part of the mean (PyTorch's {@code count_include_pad=True}).
 */
public final class AvgPool2d {
    private AvgPool2d() {
    }

    /** {@code [batch, height, width, channel] → [batch, outHeight, outWidth, channel]}. */
    public static Tensor of(Tensor x, int kernelHeight, int kernelWidth, Window window) {
        Check.of("avg_pool2d", x).floating(0).rank(0, 4).that(window.groups() == 1, "pooling knows no groups");
        int channels = Math.toIntExact(x.size(3));
        Shape weights = Shape.of(kernelHeight, kernelWidth, 1, channels);
        Tensor share = x.device().run(() -> Tensor.full(1.0 / (kernelHeight * kernelWidth), x.type(), weights));
        return Apply.one(new Conv2d(window.groups(channels)), x, share);
    }

    static List<Sample> samples() {
        return List.of(
                Sample.of("avg_pool2d 3x3 stride 2", in -> of(in.getFirst(), 3, 3, Window.PLAIN.stride(2)),
                        Sample.real(-1, 1, 2, 9, 12, 35)),
                Sample.of("avg_pool2d padded", in -> of(in.getFirst(), 2, 4, Window.PLAIN.padding(1)),
                        Sample.real(-1, 1, 1, 7, 6, 8)));
    }
}
