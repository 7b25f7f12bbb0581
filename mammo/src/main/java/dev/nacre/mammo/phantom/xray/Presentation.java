package dev.nacre.mammo.phantom.xray;

import dev.nacre.mammo.image.GaussianBlur;
import dev.nacre.mammo.image.GreyPicture;
import java.util.Arrays;

/**
 * How measured attenuation becomes grey levels "for presentation": what the thinner border lacks in thickness is made
 * up for, detail is made stronger, and the range of the breast is laid on a curve with a toe and a shoulder.
 */
final class Presentation {
    static final int BITS = 12;
    private static final int WHITE = (1 << BITS) - 1;
    /** 0 stands for no tissue, even in the dark rims that the enhancement of detail lays around calcium. */
    private static final int DARKEST_TISSUE = 1;
    /** How much of the missing thickness is made up for. */
    private static final float EQUALISED = 0.94f;
    private static final float DARKEST = 0.16f;
    private static final float BRIGHTEST = 0.72f;
    /** Slope of the curve at its lower end. */
    private static final float TOE = 0.5f;
    /** How fast it comes near to white beyond what is bright in tissue. */
    private static final float SHOULDER = 8;
    private static final float SMALLEST_RANGE = 0.9f;
    private static final double DENSE = 0.99;
    private static final int SAMPLES = 4;
    /** Detail of less than about this many millimetres is made stronger by this part. */
    private static final double DETAIL = 2.5;
    private static final float ENHANCED = 0.8f;

    private final AttenuationMap map;
    private final Compression compression;

    Presentation(AttenuationMap map, Compression compression) {
        this.map = map;
        this.compression = compression;
    }

    GreyPicture picture(float[] measured, boolean mirrored) {
        int height = map.height();
        int width = map.width();
        float[] even = new float[measured.length];
        float[] breast = new float[measured.length];
        int pixels = 0;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int index = row * width + column;
                float inside = compression.inside(map.forward(column), map.up(row));
                float missing = compression.thickness() - compression.thickness(inside);
                even[index] = measured[index] + EQUALISED * Attenuation.FAT * missing;
                if (inside > 0 && (row + column) % SAMPLES == 0) {
                    breast[pixels++] = even[index];
                }
            }
        }
        float[] smooth = new GaussianBlur(DETAIL / map.pixel()).apply(even, height, width);
        for (int index = 0; index < even.length; index++) {
            even[index] += ENHANCED * (even[index] - smooth[index]);
        }
        Arrays.sort(breast, 0, pixels);
        float low = Attenuation.FAT * compression.thickness() - 0.2f;
        float high = Math.max(low + SMALLEST_RANGE, pixels == 0 ? 0 : breast[(int) (DENSE * (pixels - 1))]);
        short[] levels = new short[measured.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int index = row * width + column;
                int target = mirrored ? row * width + width - 1 - column : index;
                if (map.sums()[index] > 0) {
                    levels[target] = level((even[index] - low) / (high - low));
                }
            }
        }
        return new GreyPicture(height, width, BITS, levels);
    }

    private static short level(float position) {
        float level = position < 1 ? DARKEST + (BRIGHTEST - DARKEST) * position * (TOE + (1 - TOE) * Math.abs(position))
                : 1 - (1 - BRIGHTEST) / (1 + SHOULDER * (position - 1));
        return (short) Math.clamp(Math.round(WHITE * level), DARKEST_TISSUE, WHITE);
    }
}
