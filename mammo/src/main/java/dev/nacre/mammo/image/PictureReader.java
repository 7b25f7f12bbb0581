package dev.nacre.mammo.image;

import dev.nacre.mammo.image.PictureException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads picture files as grey levels, all bits kept: PNG (8 and 16 bits), JPEG, TIFF (8 and 16 bits, one page), PNM
 * (P1 to P6, any number of bits up to 16) and BMP. The content decides the format, not the name. Grey stored as RGB or
 * with a palette is recognised; a true colour picture, and one that is transparent somewhere, is refused. Where a
 * format says that 0 is white, levels are inverted, so that 0 is black.
 *
 * <p>Changes no setting of {@link javax.imageio.ImageIO}, which a host shares with us. Safe for use by many threads.
 */
public final class PictureReader {
    /** Larger than any mammogram (about 30 million); decoding takes up to 8 bytes of memory for each. */
    static final long MOST_PIXELS = 120_000_000;
    /** No encoder packs a picture more tightly; a header that claims more is damaged. */
    private static final long MOST_PIXELS_PER_BYTE = 10_000;

    private PictureReader() {
    }

    /**
     * The grey levels of a file.
     *
     * @throws PictureException if the file is missing, of no such format, damaged, too large, coloured, transparent,
     *     constant, or holds several pictures
     */
    public static GreyPicture read(Path file) {
        GreyPicture picture = open(file, format -> switch (format) {
            case PNG, JPEG, TIFF -> ImageIoReader.read(file, format);
            case PNM -> PnmReader.read(file);
            case BMP -> BmpReader.read(file);
        });
        if (picture.isConstant()) {
            throw new PictureException(Reason.CONSTANT, "picture " + file + " is constant: every pixel has level "
                    + picture.level(0, 0)
                    + ", so it shows no breast; remove it or export it again");
        }
        return picture;
    }

    /**
     * Checks format and size without decoding.
     *
     * @throws PictureException if the file is missing, of no such format, too large, or its header is damaged
     */
    public static void check(Path file) {
        open(file, format -> {
            switch (format) {
                case PNG, JPEG, TIFF -> ImageIoReader.check(file, format);
                case PNM -> PnmReader.check(file);
                case BMP -> BmpReader.check(file);
            }
            return null;
        });
    }

    /**
     * Refuses a size that no mammogram has or that a file of these bytes cannot hold, before memory is taken for it.
     */
    static void checkSize(Path file, long height, long width) throws IOException {
        if (height < 1 || width < 1) {
            throw new IOException("it claims " + width + " x " + height + " pixels");
        }
        if (height > MOST_PIXELS / width) {
            throw new PictureException(Reason.TOO_LARGE, "picture " + file + " claims " + width + " x " + height
                    + " pixels, more than the "
                    + MOST_PIXELS / 1_000_000 + " million that are read: no mammogram is that large, check the file");
        }
        long bytes = Files.size(file);
        if (height * width > MOST_PIXELS_PER_BYTE * bytes) {
            throw new IOException("it claims " + width + " x " + height + " pixels in " + bytes + " bytes");
        }
    }

    /** What to do with a file of a known format. */
    private interface Use<T> {
        T apply(PictureFormat format) throws IOException;
    }

    private static <T> T open(Path file, Use<T> use) {
        if (!Files.isRegularFile(file)) {
            throw new PictureException(Reason.MISSING, "there is no picture " + file + ": correct the path");
        }
        try {
            return use.apply(format(file));
        } catch (IOException | RuntimeException failed) {
            // Decoders answer damaged files with exceptions of many kinds.
            throw failed instanceof PictureException sentence ? sentence
                    : new PictureException(Reason.DAMAGED, "picture " + file + " cannot be read ("
                            + failed.getMessage() + "): it seems damaged, export it again as 8- or 16-bit grey PNG",
                            failed);
        }
    }

    private static PictureFormat format(Path file) throws IOException {
        byte[] start;
        try (InputStream bytes = Files.newInputStream(file)) {
            start = bytes.readNBytes(PictureFormat.START);
        }
        if (PictureFormat.isDicom(start)) {
            throw new PictureException(Reason.DICOM, "picture " + file
                    + " is a DICOM file, and pictures are expected here:"
                    + " turn DICOM files into pictures with the command prepare");
        }
        return PictureFormat.of(start).orElseThrow(() -> new PictureException(Reason.NOT_A_PICTURE, "picture " + file
                + (start.length == 0 ? " is empty" : " is neither PNG, JPEG, TIFF, PNM, BMP nor DICOM")
                + ": export it as 8- or 16-bit grey PNG"));
    }
}
