package dev.nacre.mammo.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * PNG, JPEG and TIFF by the readers of the Java runtime. Readers that the host or a library registered for the same
 * formats are passed over, since they may give other levels.
 */
final class ImageIoReader {
    private ImageIoReader() {
    }

    static GreyPicture read(PictureContent picture, PictureFormat format, Colours colours) throws IOException {
        return open(picture, format, (reader, tiff) -> decode(reader, tiff, picture, format, colours));
    }

    static long pixels(PictureContent picture, PictureFormat format) throws IOException {
        return open(picture, format, (reader, tiff) -> (long) reader.getHeight(0) * reader.getWidth(0));
    }

    /** What to do with a reader whose header has been read; {@code tiff} is null for other formats. */
    private interface Use<T> {
        T apply(ImageReader reader, TiffPage tiff) throws IOException;
    }

    private static <T> T open(PictureContent picture, PictureFormat format, Use<T> use) throws IOException {
        try (InputStream bytes = picture.open();
                ImageInputStream stream = new MemoryCacheImageInputStream(bytes)) {
            ImageReader reader = reader(picture, format);
            try {
                boolean pages = format == PictureFormat.TIFF;
                reader.setInput(stream, !pages, !pages);
                PictureReader.checkSize(picture, reader.getHeight(0), reader.getWidth(0));
                return use.apply(reader, pages ? TiffPage.only(reader, picture) : null);
            } finally {
                reader.dispose();
            }
        }
    }

    private static ImageReader reader(PictureContent picture, PictureFormat format) {
        String name = format.name().toLowerCase(Locale.ROOT);
        Iterator<ImageReader> readers = ImageIoContext.ask(() -> ImageIO.getImageReadersByFormatName(name));
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getModule().equals(ImageIO.class.getModule())) {
                return reader;
            }
            reader.dispose();
        }
        throw new PictureException(PictureException.Reason.NOT_A_PICTURE, "picture " + picture + " is a " + format
                + " file, for which this Java runtime has no reader; use a runtime with the module java.desktop");
    }

    private static GreyPicture decode(ImageReader reader, TiffPage tiff, PictureContent picture, PictureFormat format,
            Colours colours) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        for (String warning : warnings) {
            // The JPEG decoder fills what is missing with grey and only warns.
            if (warning.startsWith("Premature end") || warning.startsWith("Corrupt")) {
                throw new IOException(warning);
            }
        }
        boolean lossy = format == PictureFormat.JPEG || tiff != null && tiff.lossy();
        return new GreyExtraction(picture, lossy, colours).extract(image);
    }
}
