package dev.nacre.mammo.image;

import dev.nacre.mammo.image.PictureException.Reason;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the grey levels out of a decoded picture, straight from its raster: the colour conversions of AWT would cut
 * 16 bits to 8 and apply a gamma curve.
 *
 * @param content named in errors
 * @param lossy whether the encoding may have moved the three channels of a grey pixel apart
 * @param colours what becomes of others
 */
record GreyExtraction(PictureContent content, boolean lossy, Colours colours) {
    /** Rounding in the conversion from YCbCr moves channels by less; visible colour moves them by far more. */
    private static final int LOSSY_DIFFERENCE = 3;

    GreyPicture extract(BufferedImage image) {
        ColorModel colours = image.getColorModel();
        if (colours instanceof IndexColorModel palette) {
            return fromPalette(image.getRaster(), palette);
        }
        int bits = colours.getComponentSize(0);
        int channels = colours.getNumColorComponents();
        if (bits != 8 && bits != 16) {
            throw refused(Reason.LEVELS, "has " + bits + " bits per level; 8 and 16 are read");
        }
        if (channels != 1 && channels != 3) {
            throw refused(Reason.COLOUR, "has " + channels + " colour channels; grey and RGB are read");
        }
        Raster raster = image.getRaster();
        if (colours.hasAlpha()) {
            checkOpaque(raster, channels, (1 << bits) - 1);
        }
        short[] levels = channels == 1 ? channel(raster) : ofThree(raster);
        return new GreyPicture(raster.getHeight(), raster.getWidth(), bits, levels);
    }

    private static short[] channel(Raster raster) {
        int width = raster.getWidth();
        short[] levels = new short[raster.getHeight() * width];
        int[] row = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                levels[y * width + x] = (short) row[x];
            }
        }
        return levels;
    }

    private short[] ofThree(Raster raster) {
        int width = raster.getWidth();
        short[] levels = new short[raster.getHeight() * width];
        int[] red = new int[width];
        int[] green = new int[width];
        int[] blue = new int[width];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, width, 1, 0, red);
            raster.getSamples(0, y, width, 1, 1, green);
            raster.getSamples(0, y, width, 1, 2, blue);
            for (int x = 0; x < width; x++) {
                levels[y * width + x] = level(red[x], green[x], blue[x], y, x);
            }
        }
        return levels;
    }

    /** Grey of fewer than 8 bits and small pictures are often stored with a palette; its entries have 8 bits. */
    private GreyPicture fromPalette(Raster raster, IndexColorModel palette) {
        short[] levels = channel(raster);
        int width = raster.getWidth();
        for (int index = 0; index < levels.length; index++) {
            int entry = Short.toUnsignedInt(levels[index]);
            if (palette.getAlpha(entry) != 255) {
                throw transparent(index / width, index % width);
            }
            levels[index] = level(palette.getRed(entry), palette.getGreen(entry), palette.getBlue(entry),
                    index / width, index % width);
        }
        return new GreyPicture(raster.getHeight(), width, 8, levels);
    }

    private void checkOpaque(Raster raster, int alphaBand, int opaque) {
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, alphaBand, row);
            for (int x = 0; x < row.length; x++) {
                if (row[x] != opaque) {
                    throw transparent(y, x);
                }
            }
        }
    }

    /** The level of a pixel: the mean of channels that are equal but for rounding, or the brightest of them. */
    short level(int red, int green, int blue, int row, int column) {
        int brightest = Math.max(red, Math.max(green, blue));
        if (colours == Colours.BRIGHTEST) {
            return (short) brightest;
        }
        if (brightest - Math.min(red, Math.min(green, blue)) > (lossy ? LOSSY_DIFFERENCE : 0)) {
            throw refused(Reason.COLOUR, "is in colour (at row " + row + ", column " + column
                    + " red, green and blue are " + red
                    + ", " + green + ", " + blue + "); a mammogram is grey");
        }
        return (short) ((red + green + blue + 1) / 3);
    }

    private PictureException transparent(int row, int column) {
        return refused(Reason.TRANSPARENT, "is transparent at row " + row + ", column " + column);
    }

    private PictureException refused(Reason reason, String problem) {
        return new PictureException(reason,
                "picture " + content + " " + problem + ": export it as 8- or 16-bit grey PNG without alpha");
    }
}
