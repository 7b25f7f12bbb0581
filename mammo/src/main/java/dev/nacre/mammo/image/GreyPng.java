package dev.nacre.mammo.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes grey PNG files of 8 or 16 bits. */
public final class GreyPng {
    /** Deflate's fast levels: a mammogram grows by a few percent and is written several times as fast. */
    private static final float FAST = 0.7f;

    private GreyPng() {
    }

    /** A file with 8 bits where the picture has at most 8, otherwise with 16; levels are kept as they are. */
    public static byte[] encode(GreyPicture picture) {
        boolean narrow = picture.bits() <= Byte.SIZE;
        BufferedImage image = new BufferedImage(picture.width(), picture.height(),
                narrow ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
        // The raster itself: drawing on the image would pass through a colour space and change levels.
        if (narrow) {
            byte[] raster = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            for (int index = 0; index < raster.length; index++) {
                raster[index] = (byte) picture.levels()[index];
            }
        } else {
            short[] raster = ((DataBufferUShort) image.getRaster().getDataBuffer()).getData();
            System.arraycopy(picture.levels(), 0, raster, 0, raster.length);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIoContext.ask(() -> ImageIO.getImageWritersByFormatName("png")).next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            ImageWriteParam settings = writer.getDefaultWriteParam();
            settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            settings.setCompressionQuality(FAST);
            writer.write(null, new IIOImage(image, null, null), settings);
        } catch (IOException impossible) {
            throw new IllegalStateException("a picture could not be written into memory", impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
