package dev.nacre.mammo.page;

import dev.nacre.mammo.image.AreaResize;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.GreyPng;
import dev.nacre.mammo.image.Mask;
import dev.nacre.mammo.image.PictureMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures inside a page. */
public final class DataUri {
    private static final int WHITE = 255;
    private static final int OPAQUE = 0xFF000000;

    private DataUri() {
    }

    /** Grey levels. */
    public static String of(GreyPicture picture) {
        return png(GreyPng.encode(picture));
    }

    /** Grey levels on a smaller or larger grid, in 8 bits: what a page shows of a picture. */
    public static String resized(GreyPicture picture, int height, int width) {
        float[] values = new AreaResize(picture.height(), picture.width(), height, width).apply(picture);
        double highest = (1 << picture.bits()) - 1;
        short[] levels = new short[values.length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Math.rint(WHITE * values[index] / highest);
        }
        return of(new GreyPicture(height, width, Byte.SIZE, levels));
    }

    /** A map from 0 for black to 1 for white. */
    public static String grey(PictureMap map) {
        short[] levels = new short[map.values().length];
        for (int index = 0; index < levels.length; index++) {
            levels[index] = (short) Math.rint(WHITE * Math.clamp(map.values()[index], 0, 1));
        }
        return of(new GreyPicture(map.height(), map.width(), Byte.SIZE, levels));
    }

    /** A map in colours inside a mask, and clear elsewhere. @param low what is clear @param high what is brightest */
    public static String heat(PictureMap map, Mask inside, double low, double high) {
        int[] colours = new int[map.values().length];
        for (int index = 0; index < colours.length; index++) {
            colours[index] = inside.inside()[index] ? HeatColours.argb((map.values()[index] - low) / (high - low)) : 0;
        }
        return argb(map.height(), map.width(), colours);
    }

    /** Opaque inside a mask and clear elsewhere. */
    public static String stencil(Mask mask) {
        int[] colours = new int[mask.inside().length];
        for (int index = 0; index < colours.length; index++) {
            colours[index] = mask.inside()[index] ? OPAQUE : 0;
        }
        return argb(mask.height(), mask.width(), colours);
    }

    private static String argb(int height, int width, int[] colours) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, width, height, colours, 0, width);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return png(bytes.toByteArray());
    }

    private static String png(byte[] file) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(file);
    }
}
