package dev.nacre.mammo.image;

import java.util.Arrays;

/**
 * Erosion, dilation, opening and closing of grey pictures by rectangles (Serra 1982). Beyond the border there is
 * nothing: the extremum is taken over the part of the rectangle that lies within the picture.
 *
 * <p>A rectangle is a row of columns, so each operation is a pass along rows and a pass along columns, and a pass costs
 * about three comparisons a pixel whatever the radius: running extrema from both ends of blocks as long as the window,
 * of which two cover any window (van Herk 1992, Gil and Werman 1993).
 */
public final class GreyMorphology {
    private static final int HIGHEST = 0xFFFF;
    /** Columns that are worked on together: few enough for the caches, enough for vector loops. */
    private static final int STRIP = 512;

    private GreyMorphology() {
    }

    /** The lowest level within the rectangle around each pixel. */
    public static GreyPicture erode(GreyPicture picture, StructuringElement.Rectangle element) {
        return with(picture, eroded(picture, picture.levels(), element, 0));
    }

    /** The highest level within the rectangle around each pixel. */
    public static GreyPicture dilate(GreyPicture picture, StructuringElement.Rectangle element) {
        return with(picture, eroded(picture, picture.levels(), element, HIGHEST));
    }

    /** Erosion, then dilation: takes away what is bright and smaller than the rectangle. */
    public static GreyPicture open(GreyPicture picture, StructuringElement.Rectangle element) {
        return with(picture, eroded(picture, eroded(picture, picture.levels(), element, 0), element, HIGHEST));
    }

    /** Dilation, then erosion: takes away what is dark and smaller than the rectangle. */
    public static GreyPicture close(GreyPicture picture, StructuringElement.Rectangle element) {
        return with(picture, eroded(picture, eroded(picture, picture.levels(), element, HIGHEST), element, 0));
    }

    private static GreyPicture with(GreyPicture picture, short[] levels) {
        return new GreyPicture(picture.height(), picture.width(), picture.bits(), levels);
    }

    /**
     * The erosion of levels whose bits are exchanged by {@code flip}: 0 erodes them, 0xFFFF dilates them, as a dilation
     * is the erosion of the negative.
     */
    private static short[] eroded(GreyPicture size, short[] levels, StructuringElement.Rectangle element, int flip) {
        int height = size.height();
        int width = size.width();
        // A wider rectangle sees no more of the picture.
        short[] narrowed = alongRows(levels, height, width, Math.min(element.columnRadius(), width), flip);
        return alongColumns(narrowed, height, width, Math.min(element.rowRadius(), height), flip);
    }

    private static short[] alongRows(short[] levels, int height, int width, int radius, int flip) {
        if (radius == 0) {
            return levels;
        }
        int window = 2 * radius + 1;
        short[] result = new short[levels.length];
        int[] padded = new int[Math.ceilDiv(width, window) * window + window];
        int[] fromRight = new int[window];
        for (int row = 0; row < height; row++) {
            Arrays.fill(padded, HIGHEST);
            for (int column = 0; column < width; column++) {
                padded[radius + column] = levels[row * width + column] & HIGHEST ^ flip;
            }
            for (int block = 0; block < width; block += window) {
                int lowest = HIGHEST;
                for (int offset = window - 1; offset >= 0; offset--) {
                    lowest = Math.min(lowest, padded[block + offset]);
                    fromRight[offset] = lowest;
                }
                int fromLeft = HIGHEST;
                int end = Math.min(window, width - block);
                for (int offset = 0; offset < end; offset++) {
                    result[row * width + block + offset] = (short) (Math.min(fromRight[offset], fromLeft) ^ flip);
                    fromLeft = Math.min(fromLeft, padded[block + window + offset]);
                }
            }
        }
        return result;
    }

    private static short[] alongColumns(short[] levels, int height, int width, int radius, int flip) {
        if (radius == 0) {
            return levels;
        }
        int window = 2 * radius + 1;
        short[] result = new short[levels.length];
        int strip = Math.min(STRIP, width);
        int[][] fromBottom = new int[window][strip];
        int[] fromTop = new int[strip];
        for (int left = 0; left < width; left += strip) {
            int columns = Math.min(strip, width - left);
            // Row r of the result sees rows r - radius to r + radius; a block starts where its first row sees.
            for (int block = 0; block < height; block += window) {
                Arrays.fill(fromTop, HIGHEST);
                for (int offset = window - 1; offset >= 0; offset--) {
                    lower(fromTop, levels, block + offset - radius, height, width, left, columns, flip);
                    System.arraycopy(fromTop, 0, fromBottom[offset], 0, columns);
                }
                Arrays.fill(fromTop, HIGHEST);
                int end = Math.min(window, height - block);
                for (int offset = 0; offset < end; offset++) {
                    store(fromBottom[offset], fromTop, result, (block + offset) * width + left, columns, flip);
                    lower(fromTop, levels, block + window + offset - radius, height, width, left, columns, flip);
                }
            }
        }
        return result;
    }

    private static void lower(int[] lowest, short[] levels, int row, int height, int width, int left, int columns,
            int flip) {
        if (row < 0 || row >= height) {
            return;
        }
        int start = row * width + left;
        for (int column = 0; column < columns; column++) {
            lowest[column] = Math.min(lowest[column], levels[start + column] & HIGHEST ^ flip);
        }
    }

    private static void store(int[] one, int[] other, short[] result, int start, int columns, int flip) {
        for (int column = 0; column < columns; column++) {
            result[start + column] = (short) (Math.min(one[column], other[column]) ^ flip);
        }
    }
}
