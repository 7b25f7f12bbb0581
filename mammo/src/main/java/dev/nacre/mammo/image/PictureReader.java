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
        GreyPicture picture = open(file, PictureReader::decode);
        if (picture.isConstant()) {
            throw new InputException("picture " + file + " is constant: every pixel has level " + picture.level(0, 0)
                    + ", so it shows no breast; remove it or export it again");
        }
        return picture;
    }

    /**
     * Checks format and size without decoding.
     *
     * @throws InputException if the file is missing, no PNG or JPEG, too large, or its header is damaged
     */
    public static void check(Path file) {
        open(file, (reader, lossy, path) -> null);
    }

    /** What to do with a reader whose header has been read. */
    private interface Use<T> {
        T apply(ImageReader reader, boolean lossy, Path file) throws IOException;
    }

    private static <T> T open(Path file, Use<T> use) {
        if (!Files.isRegularFile(file)) {
            throw new InputException("there is no picture " + file + ": correct the path");
        }
        try (InputStream bytes = Files.newInputStream(file);
                ImageInputStream stream = new MemoryCacheImageInputStream(bytes)) {
            String format = format(file, stream);
            ImageReader reader = reader(file, format);
            try {
                reader.setInput(stream, true, true);
                checkSize(file, reader.getHeight(0), reader.getWidth(0));
                return use.apply(reader, format.equals("jpeg"), file);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException failed) {
            // Decoders answer damaged files with exceptions of many kinds.
            throw failed instanceof InputException sentence ? sentence
                    : new InputException("picture " + file + " cannot be read (" + failed.getMessage()
                            + "): it seems damaged, export it again as 8- or 16-bit grey PNG", failed);
        }
    }

    private static ImageReader reader(Path file, String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new InputException("picture " + file + " is a " + format.toUpperCase(Locale.ROOT)
                    + " file, for which this Java runtime has no reader; use a runtime with the module java.desktop");
        }
        return readers.next();
    }

    private static GreyPicture decode(ImageReader reader, boolean lossy, Path file) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            // The JPEG decoder fills what is missing with grey and only warns.
            if (warning.startsWith("Premature end") || warning.startsWith("Corrupt")) {
                throw new IOException(warning);
            }
        }
        return new GreyExtraction(file, lossy).extract(image);
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
