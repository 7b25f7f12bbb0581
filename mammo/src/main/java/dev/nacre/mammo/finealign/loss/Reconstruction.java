package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.model.Abnormality;
import dev.nacre.mammo.finealign.model.Dehazing;

/** The maps are to explain the picture. */
public final class Reconstruction {
    private static final double ROUGHNESS = 0.005;

    private Reconstruction() {
    }

    /**
     * The precursor's (specification §1.4-5): the mean square of M·Y + (1 − M)·A − I, and 0.005·{@link Blur} of M. It
     * is a model of haze (zero-shot image dehazing, Li et al. 2020), and its maps are not determined by it: M = 1 and Y
     * = I cost nothing, and from a symmetric start with A = 1 each pixel ends at M = √(1 − I), a threshold of
     * brightness.
     *
     * @param dehazing M and Y
     * @param pictures I, {@code [n, height, width, 3]}, in the levels that the encoder takes
     * @param light A, {@code [1, 1, 1, 3]} or one for each picture
     */
    public static Tensor precursor(Dehazing dehazing, Tensor pictures, Tensor light) {
        Tensor m = dehazing.transmission();
        // M·Y + (1 − M)·A in one product less.
        Tensor again = dehazing.clear().sub(light).mul(m).add(light);
        return again.sub(pictures).square().mean().add(Blur.of(m).mul(ROUGHNESS));
    }

    /**
     * The recommended one (§2.6): with the opacity u = 1 − (1 − h)·(1 − a), the mean over the breast of
     * |u·A + (1 − u)·Y − x|, and 0.005·{@link Blur} of h and of a. Y can copy nothing, being small and dark; so u is
     * determined, and what is to say which part of it is lesion are the other terms.
     *
     * @param maps Y, h and a
     * @param pictures x, {@code [n, height, width, 1]}, 0 to 1
     * @param light A, {@code [n, 1, 1, 1]}, the breasts' brightest level
     * @param breast of {@link Regions#shares}
     */
    public static Tensor of(Abnormality maps, Tensor pictures, Tensor light, Tensor breast) {
        Tensor clear = maps.veil().sub(1).mul(maps.awareness().sub(1));
        // u·A + (1 − u)·Y with 1 − u = (1 − h)·(1 − a).
        Tensor again = maps.background().sub(light).mul(clear).add(light);
        return again.sub(pictures).abs().mul(breast).sum()
                .add(Blur.of(maps.veil()).add(Blur.of(maps.awareness())).mul(ROUGHNESS));
    }
}
