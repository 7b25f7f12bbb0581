package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.core.op.AvgPool2d;
import dev.nacre.core.op.Window;

/**
 * How rough a map is (specification §1.4-5, §2.15): the mean over all windows of 5 × 5 that lie inside it of the
 * squared distance of the centre from the window's mean.
 */
public final class Blur {
    private static final int SIZE = 5;

    private Blur() {
    }

    /** The roughness of maps {@code [n, height, width, channels]}, a scalar. */
    public static Tensor of(Tensor map) {
        int margin = SIZE / 2;
        Tensor centres = map.slice(1, margin, map.size(1) - margin).slice(2, margin, map.size(2) - margin);
        return centres.sub(AvgPool2d.of(map, SIZE, SIZE, Window.PLAIN)).square().mean();
    }
}
