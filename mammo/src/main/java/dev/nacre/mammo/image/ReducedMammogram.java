package dev.nacre.mammo.image;

import java.util.Optional;

/**
 * A mammogram with bright tissue, whatever its file's polarity, reduced to at most {@value #MOST_SIDE} pixels a side:
 * enough to find the breast and to judge the picture as a whole, and many times faster.
 *
 * @param mammogram as its file holds it
 * @param picture inverted where the file says so, padding dark, reduced
 * @param breast the largest bright part; none if the picture is constant
 */
record ReducedMammogram(Mammogram mammogram, GreyPicture picture, Optional<Mask> breast) {
    static final int MOST_SIDE = 512;

    /**
     * Reduces a part of a mammogram.
     *
     * @param area the part that counts
     */
    static ReducedMammogram of(Mammogram mammogram, PixelBox area) {
        GreyPicture bright = brightTissue(mammogram, area);
        double factor = Math.max(1, Math.max(bright.height(), bright.width()) / (double) MOST_SIDE);
        int height = (int) Math.max(1, Math.round(bright.height() / factor));
        int width = (int) Math.max(1, Math.round(bright.width() / factor));
        float[] means = new AreaResize(bright.height(), bright.width(), height, width).apply(bright);
        short[] levels = new short[means.length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Math.rint(means[index]);
        }
        GreyPicture reduced = new GreyPicture(height, width, bright.bits(), levels);
        return new ReducedMammogram(mammogram, reduced, BreastMask.of(reduced));
    }

    private static GreyPicture brightTissue(Mammogram mammogram, PixelBox area) {
        int bits = mammogram.stored().bits();
        int white = (1 << bits) - 1;
        short[] table = new short[white + 1];
        for (int level = 0; level <= white; level++) {
            table[level] = mammogram.isPadding(level) ? 0 : (short) (mammogram.inverted() ? white - level : level);
        }
        return new LevelMapping("bright tissue", bits, table).apply(mammogram.stored(), area);
    }
}
