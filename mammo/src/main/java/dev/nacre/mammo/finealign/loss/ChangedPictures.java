package dev.nacre.mammo.finealign.loss;

import dev.nacre.core.Tensor;

/** Pictures in which what the maps call abnormal is kept, or taken away (specification §2.6). */
public final class ChangedPictures {
    private static final double KEPT = 0.25;

    private ChangedPictures() {
    }

    /**
     * The enhanced picture as L_suff sees it: E = x − (1 − g)·relu(x − Y), g = 0.25 + 0.75·a, with a as it is, without
     * the guided filter. E lies between min(x, Y) and x.
     *
     * @param pictures x, {@code [n, height, width, 1]}
     * @param background Y
     * @param awareness a
     */
    public static Tensor enhanced(Tensor pictures, Tensor background, Tensor awareness) {
        Tensor above = pictures.sub(background).relu();
        return pictures.sub(awareness.neg().add(1).mul(1 - KEPT).mul(above));
    }

    /** What is left without the abnormal: C = x − a·relu(x − Y). */
    public static Tensor complement(Tensor pictures, Tensor background, Tensor awareness) {
        return pictures.sub(awareness.mul(pictures.sub(background).relu()));
    }
}
