package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.image.GuidedFilter;
import dev.nacre.mammo.image.PictureMap;

/**
 * The enhanced picture of the precursor (specification §1.4, after zero-shot image dehazing, Li et al. 2020): the
 * transmission is smoothed along the picture's edges and kept from 0.1 to 1, and {@code (x − (1 − t) A) / t} is shown,
 * kept from 0 to 1.
 */
public final class PrecursorView {
    private static final int RADIUS = 50;
    private static final double EPSILON = 1e-4;
    private static final double LEAST = 0.1;

    private PrecursorView() {
    }

    /**
     * The view; a new array.
     *
     * @param picture x, 0 to 1
     * @param transmission M, 0 to 1
     * @param veilLevel A, the level of what veils: 1 in the paper's figure
     */
    public static PictureMap of(PictureMap picture, PictureMap transmission, double veilLevel) {
        float[] smooth = new GuidedFilter(RADIUS, EPSILON).apply(picture.values(), transmission.values(),
                picture.height(), picture.width());
        for (int index = 0; index < smooth.length; index++) {
            double t = Math.clamp(smooth[index], LEAST, 1);
            smooth[index] = (float) Math.clamp((picture.values()[index] - (1 - t) * veilLevel) / t, 0, 1);
        }
        return new PictureMap(picture.height(), picture.width(), smooth);
    }
}
