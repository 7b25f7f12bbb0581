package dev.nacre.mammo.image;

import dev.nacre.nn.InputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads PNG (8 and 16 bits) and JPEG files as grey levels, all bits kept. The content decides the format, not the name.
 * Grey stored as RGB is recognised; a true colour picture, and one that is transparent somewhere, is refused.
 *
 * <p>Changes no setting of {@link ImageIO}, which a host shares with us. Safe for use by many threads.
 */
public final class PictureReader {
    /** Larger than any mammogram (about 30 million); decoding takes up to 8 bytes of memory for each. */
    static final long MOST_PIXELS = 120_000_000;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    private PictureReader() {
    }

    /**
     * The grey levels of a file.
     *
     * @throws InputException if the file is missing, no PNG or JPEG, damaged, too large, coloured, transparent or
     *     constant
     */
    public static GreyPicture read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException("there is no picture " + file + ": correct the path");
        }
        GreyPicture picture;
        try (InputStream bytes = Files.newInputStream(file);
                ImageInputStream stream = new MemoryCacheImageInputStream(bytes)) {
            picture = decode(file, stream);
        } catch (IOException | RuntimeException failed) {
            // Decoders answer damaged files with exceptions of many kinds.
            throw failed instanceof InputException sentence ? sentence
                    : new InputException("picture " + file + " cannot be read (" + failed.getMessage()
                            + "): it seems damaged, export it again as 8- or 16-bit grey PNG", failed);
        }
        if (picture.isConstant()) {
            throw new InputException("picture " + file + " is constant: every pixel has level " + picture.level(0, 0)
                    + ", so it shows no breast; remove it or export it again");
        }
        return picture;
    }

    private static GreyPicture decode(Path file, ImageInputStream stream) throws IOException {
        String format = format(file, stream);
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new InputException("picture " + file + " is a " + format.toUpperCase(Locale.ROOT)
                    + " file, for which this Java runtime has no reader; use a runtime with the module java.desktop");
        }
        ImageReader reader = readers.next();
        List<String> warnings = new ArrayList<>();
        try {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(stream, true, true);
            checkSize(file, reader.getHeight(0), reader.getWidth(0));
            BufferedImage image = reader.read(0);
            for (String warning : warnings) {
                // The JPEG decoder fills what is missing with grey and only warns.
                if (warning.startsWith("Premature end") || warning.startsWith("Corrupt")) {
                    throw new IOException(warning);
                }
            }
            return new GreyExtraction(file, format.equals("jpeg")).extract(image);
        } finally {
            reader.dispose();
        }
    }

    private static String format(Path file, ImageInputStream stream) throws IOException {
        byte[] start = new byte[PNG.length];
        stream.mark();
        int count = stream.read(start);
        stream.reset();
        if (Arrays.equals(start, PNG)) {
            return "png";
        }
        if (Arrays.equals(start, 0, JPEG.length, JPEG, 0, JPEG.length)) {
            return "jpeg";
        }
        throw new InputException("picture " + file + (count <= 0 ? " is empty" : " is neither PNG nor JPEG")
                + ": export it as 8- or 16-bit grey PNG");
    }

    private static void checkSize(Path file, long height, long width) {
        if (height * width > MOST_PIXELS) {
            throw new InputException("picture " + file + " claims " + width + " x " + height + " pixels, more than the "
                    + MOST_PIXELS / 1_000_000 + " million that are read: no mammogram is that large, check the file");
        }
    }
}
