package dev.nacre.mammo.realism;

import dev.nacre.mammo.image.BreastCrop;
import dev.nacre.mammo.image.BreastMask;
import dev.nacre.mammo.image.DistanceTransform;
import dev.nacre.mammo.image.Fit;
import dev.nacre.mammo.image.GreyHistogram;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.LevelPolicy;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.Normalisation;
import dev.nacre.mammo.image.Orientation;
import dev.nacre.mammo.image.Percentile;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.mammo.image.PreparedPicture;
import dev.nacre.mammo.image.Resize;
import dev.nacre.nn.InputException;

/**
 * A mammogram as all measures look at it: as its file wants it shown, chest wall at the left, {@value #PIXEL} mm from
 * pixel to pixel, and levels scaled so that the first percentile of the breast is 0 and the 99.9th is 1.
 */
final class YardstickPicture {
    /** Millimetres from one pixel to the next. */
    static final double PIXEL = 0.2;
    /** Millimetres that a picture shows from top to bottom if its file does not say how large its pixels are. */
    static final double FIELD = 240;

    private static final int LEAST_ROWS = 200;
    private static final int MOST_ROWS = 2000;
    private static final double DARK = 0.01;
    private static final double BRIGHT = 0.999;

    private final int height;
    private final int width;
    private final float[] levels;
    private final Mask breast;
    private final float[] depths;

    private YardstickPicture(int height, int width, float[] levels, Mask breast) {
        this.height = height;
        this.width = width;
        this.levels = levels;
        this.breast = breast;
        this.depths = depths(breast);
    }

    /** @throws InputException if the picture shows no breast */
    static YardstickPicture of(Mammogram mammogram) {
        GreyPicture stored = mammogram.stored();
        double rowMillimetres = mammogram.facts().pixelMillimetres().orElse(FIELD / stored.height());
        int height = Math.clamp(Math.round(stored.height() * rowMillimetres / PIXEL), LEAST_ROWS, MOST_ROWS);
        int width = Math.max(1, Math.round((float) stored.width() * height / stored.height()));
        Resize.Method method = stored.height() >= height ? Resize.Method.AREA : Resize.Method.BILINEAR;
        PreparedPicture prepared = new PixelRecipe("yardstick", 0, true,
                new LevelPolicy.Display(1, new LevelPolicy.Percentiles(0, 100)), new BreastCrop.Whole(),
                Orientation.CHEST_WALL_LEFT, new Fit(height, width, false, method), Normalisation.UNIT)
                .apply(mammogram);
        short[] whole = new short[prepared.levels().length];
        for (int index = 0; index < whole.length; index++) {
            whole[index] = (short) Math.round(prepared.levels()[index]);
        }
        GreyPicture picture = new GreyPicture(height, width, prepared.bits(), whole);
        Mask breast = BreastMask.of(picture).orElseThrow(() -> new InputException("picture " + mammogram.name()
                + " shows no breast; leave it out"));
        GreyHistogram histogram = GreyHistogram.of(picture, breast);
        double dark = Percentile.of(histogram, DARK);
        double bright = Percentile.of(histogram, BRIGHT);
        if (!(bright > dark)) {
            throw new InputException("picture " + mammogram.name() + " has one level all over the breast; leave it"
                    + " out");
        }
        float[] levels = new float[whole.length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (float) ((prepared.levels()[index] - dark) / (bright - dark));
        }
        return new YardstickPicture(height, width, levels, breast);
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** {@code [height, width]}, row-major; not a copy. */
    float[] levels() {
        return levels;
    }

    Mask breast() {
        return breast;
    }

    /** Millimetres below the skin of a pixel of the breast; 0 outside. The picture's edges are no skin. */
    float depth(int index) {
        return depths[index];
    }

    private static float[] depths(Mask breast) {
        // Beyond the edges the breast goes on as it is there, as far as any depth could reach.
        int margin = Math.max(breast.height(), breast.width()) / 2;
        int height = breast.height() + 2 * margin;
        int width = breast.width() + margin + 1;
        boolean[] inside = new boolean[height * width];
        for (int row = 0; row < height; row++) {
            int from = Math.clamp(row - margin, 0, breast.height() - 1) * breast.width();
            for (int column = 0; column < width - 1; column++) {
                inside[row * width + column] = breast.inside()[from + Math.max(0, column - margin)];
            }
        }
        int[] squares = DistanceTransform.squared(new Mask(height, width, inside).complement());
        float[] depths = new float[breast.inside().length];
        for (int index = 0; index < depths.length; index++) {
            int row = index / breast.width();
            int column = index % breast.width();
            depths[index] = (float) (PIXEL * Math.sqrt(squares[(row + margin) * width + column + margin]));
        }
        return depths;
    }
}
