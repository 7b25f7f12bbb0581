package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.image.ImageIoContext;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Frames of a syntax that Nacre does not decode, by whatever reader the host has registered with ImageIO. */
final class RegisteredReaderDecoder implements FrameDecoder {
    /** Hangs on some damaged streams, so it never runs in this process. */
    private static final List<String> NEVER_HERE = List.of("com.github.jaiimageio.jpeg2000.",
            "com.sun.media.imageioimpl.plugins.jpeg2000.");

    private final String syntax;

    /** @param syntax name and UID, for sentences */
    RegisteredReaderDecoder(String syntax) {
        this.syntax = syntax;
    }

    @Override
    public short[] decode(byte[] stream, FrameLayout layout) {
        layout.requireGrey();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
            ImageReader reader = reader(input);
            try {
                reader.setInput(input, true, true);
                int rows = reader.getHeight(0);
                int columns = reader.getWidth(0);
                layout.requireStream(rows, columns, 1, 1);
                Raster raster = reader.canReadRaster() ? reader.readRaster(0, null) : reader.read(0).getRaster();
                return samples(raster, layout);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException failed) {
            throw failed instanceof DicomException sentence ? sentence
                    : new DicomException("the compressed frame of transfer syntax " + syntax + " cannot be decoded ("
                            + failed.getMessage() + "): transfer or export the file again", failed);
        }
    }

    private ImageReader reader(ImageInputStream input) {
        Iterator<ImageReader> readers = ImageIoContext.ask(() -> ImageIO.getImageReaders(input));
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            String type = reader.getClass().getName();
            if (NEVER_HERE.stream().noneMatch(type::startsWith)) {
                return reader;
            }
            reader.dispose();
        }
        throw new DicomException("there is no decoder for the compressed frame: its transfer syntax is " + syntax
                + "; export the file uncompressed, or register an ImageIO reader for it");
    }

    private static short[] samples(Raster raster, FrameLayout layout) {
        int type = raster.getDataBuffer().getDataType();
        boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_SHORT || type == DataBuffer.TYPE_USHORT;
        layout.requireStream(raster.getHeight(), raster.getWidth(), raster.getNumBands(),
                whole ? raster.getSampleModel().getSampleSize(0) : Integer.MAX_VALUE);
        short[] samples = new short[layout.pixels()];
        int[] row = new int[layout.columns()];
        for (int index = 0; index < samples.length; index++) {
            int column = index % row.length;
            if (column == 0) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + index / row.length, row.length, 1, 0, row);
            }
            samples[index] = (short) row[column];
        }
        return samples;
    }
}
