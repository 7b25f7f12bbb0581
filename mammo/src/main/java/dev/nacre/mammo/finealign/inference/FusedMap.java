package dev.nacre.mammo.finealign.inference;

import dev.nacre.mammo.exam.PreparedView;
import dev.nacre.mammo.image.BoxFilter;
import dev.nacre.mammo.image.GuidedFilter;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;

/**
 * The zero-shot lesion map of specification §2.8, from what the decoder is aware of and what the words say:
 * {@code √(a σ((m⁺ − m⁻) / temperature))} in the breast without the muscle and 0 elsewhere, smoothed along the
 * picture's edges by a guided filter, which sees the map continued beyond its border.
 *
 * @param temperature by which cosines are divided, above 0
 * @param radius of the filter's squares in a picture whose longer side has 1024 pixels
 * @param epsilon of the filter, in squared levels
 */
public record FusedMap(double temperature, double radius, double epsilon) {
    /** The recommended one. */
    public static final FusedMap RECOMMENDED = new FusedMap(0.07, 16, 1e-3);
    private static final double SIDE = 1024;
    private static final double SMALLEST_SHARE = 1e-9;

    /** Refuses a temperature that divides by zero. */
    public FusedMap {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("a temperature of " + temperature + ": give more than 0");
        }
    }

    /**
     * The map, 0 to 1; a new array.
     *
     * @param view the picture, and where lesions are looked for
     * @param awareness a, 0 to 1
     * @param present m⁺, cosines with sentences that tell of a lesion
     * @param absent m⁻, cosines with sentences that tell of normal tissue
     */
    public PictureMap of(PreparedView view, PictureMap awareness, PictureMap present, PictureMap absent) {
        Mask searched = view.searched();
        int height = awareness.height();
        int width = awareness.width();
        float[] fused = new float[awareness.values().length];
        for (int index = 0; index < fused.length; index++) {
            if (searched.inside()[index]) {
                double margin = (present.values()[index] - absent.values()[index]) / temperature;
                fused[index] = (float) Math.sqrt(awareness.values()[index] / (1 + StrictMath.exp(-margin)));
            }
        }
        int pixels = (int) Math.max(1, Math.rint(radius * Math.max(height, width) / SIDE));
        continued(fused, searched, 2 * pixels);
        float[] smooth = new GuidedFilter(pixels, epsilon).apply(view.unit(), fused, height, width);
        for (int index = 0; index < smooth.length; index++) {
            smooth[index] = searched.inside()[index] ? Math.clamp(smooth[index], 0, 1) : 0;
        }
        return new PictureMap(height, width, smooth);
    }

    /**
     * Gives pixels outside the mean of those inside around them, as far as the filter looks. A step at the skin line
     * would go with the picture's own step there, and the filter would make a bright rim of it.
     */
    private static void continued(float[] fused, Mask searched, int reach) {
        double[] values = new double[fused.length];
        double[] weights = new double[fused.length];
        for (int index = 0; index < fused.length; index++) {
            values[index] = fused[index];
            weights[index] = searched.inside()[index] ? 1 : 0;
        }
        BoxFilter around = new BoxFilter(reach);
        double[] sums = around.mean(values, searched.height(), searched.width());
        double[] shares = around.mean(weights, searched.height(), searched.width());
        for (int index = 0; index < fused.length; index++) {
            // Running sums leave rounding where there is nothing.
            if (!searched.inside()[index] && shares[index] > SMALLEST_SHARE) {
                fused[index] = (float) (sums[index] / shares[index]);
            }
        }
    }
}
