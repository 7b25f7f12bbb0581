package dev.nacre.mammo.image;

import dev.nacre.mammo.image.PictureException.Reason;
import java.io.IOException;
import java.io.InputStream;
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
    /** Larger than any mammogram (about 30 million); {@link #bytesToRead} says what decoding takes. */
    static final long MOST_PIXELS = 120_000_000;
    /** RGBA of 16 bits: the decoded strip, the same as a raster, the levels, and the same mapped. */
    private static final long BYTES_OF_TIFF_PIXEL = 24;
    /** The largest of the others, RGBA of 16 bits as PNG, takes 15.3 with all its garbage. */
    private static final long BYTES_OF_PIXEL = 16;
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
        return read(PictureContent.of(file));
    }

    /**
     * The grey levels of a picture, wherever its bytes are.
     *
     * @throws PictureException as for a file
     */
    public static GreyPicture read(PictureContent content) {
        GreyPicture picture = decode(content, Colours.REFUSED);
        if (picture.isConstant()) {
            throw new PictureException(Reason.CONSTANT, "picture " + content + " is constant: every pixel has level "
                    + picture.level(0, 0)
                    + ", so it shows no breast; remove it or export it again");
        }
        return picture;
    }

    /**
     * The pixels that a mask's file marks: those brighter than half of the brightest, each by its brightest channel,
     * since some sets draw kinds of lesions in several colours. A black mask marks none.
     *
     * @throws PictureException if the file is missing, of no such format, damaged, too large, transparent, or holds
     *     several pictures
     */
    public static Mask mask(Path file) {
        GreyPicture picture = decode(PictureContent.of(file), Colours.BRIGHTEST);
        int brightest = 0;
        for (short level : picture.levels()) {
            brightest = Math.max(brightest, Short.toUnsignedInt(level));
        }
        return Mask.above(picture, brightest / 2);
    }

    private static GreyPicture decode(PictureContent content, Colours colours) {
        return open(content, format -> switch (format) {
            case PNG, JPEG, TIFF -> ImageIoReader.read(content, format, colours);
            case PNM -> PnmReader.read(content, colours);
            case BMP -> BmpReader.read(content, colours);
        });
    }

    /**
     * Checks format and size without decoding.
     *
     * @throws PictureException if the file is missing, of no such format, too large, or its header is damaged
     */
    public static void check(Path file) {
        bytesToRead(PictureContent.of(file));
    }

    /**
     * How much memory it takes to decode a picture and to map its levels, by what its header claims and without
     * decoding; the encoded bytes are not counted.
     *
     * @throws PictureException as {@link #check}
     */
    public static long bytesToRead(PictureContent content) {
        return open(content, format -> switch (format) {
            case PNG, JPEG -> BYTES_OF_PIXEL * ImageIoReader.pixels(content, format);
            case TIFF -> BYTES_OF_TIFF_PIXEL * ImageIoReader.pixels(content, format);
            case PNM -> BYTES_OF_PIXEL * PnmReader.pixels(content);
            case BMP -> BYTES_OF_PIXEL * BmpReader.pixels(content);
        });
    }

    /**
     * The number of pixels; refuses a size that no mammogram has or that a file of these bytes cannot hold, before
     * memory is taken for it.
     */
    static long checkSize(PictureContent content, long height, long width) throws IOException {
        if (height < 1 || width < 1) {
            throw new IOException("it claims " + width + " x " + height + " pixels");
        }
        if (height > MOST_PIXELS / width) {
            throw new PictureException(Reason.TOO_LARGE, "picture " + content + " claims " + width + " x " + height
                    + " pixels, more than the "
                    + MOST_PIXELS / 1_000_000 + " million that are read: no mammogram is that large, check the file");
        }
        long bytes = content.size();
        if (height * width > MOST_PIXELS_PER_BYTE * bytes) {
            throw new IOException("it claims " + width + " x " + height + " pixels in " + bytes + " bytes");
        }
        return height * width;
    }

    /** What to do with a file of a known format. */
    private interface Use<T> {
        T apply(PictureFormat format) throws IOException;
    }

    private static <T> T open(PictureContent content, Use<T> use) {
        if (!content.isPresent()) {
            throw new PictureException(Reason.MISSING, "there is no picture " + content + ": correct the path");
        }
        try {
            return use.apply(format(content));
        } catch (IOException | RuntimeException failed) {
            // Decoders answer damaged files with exceptions of many kinds.
            throw failed instanceof PictureException sentence ? sentence
                    : new PictureException(Reason.DAMAGED, "picture " + content + " cannot be read ("
                            + failed.getMessage() + "): it seems damaged, export it again as 8- or 16-bit grey PNG",
                            failed);
        }
    }

    private static PictureFormat format(PictureContent content) throws IOException {
        byte[] start;
        try (InputStream bytes = content.open()) {
            start = bytes.readNBytes(PictureFormat.START);
        }
        if (PictureFormat.isDicom(start)) {
            throw new PictureException(Reason.DICOM, "picture " + content
                    + " is a DICOM file, and pictures are expected here:"
                    + " turn DICOM files into pictures with the command prepare");
        }
        return PictureFormat.of(start).orElseThrow(() -> new PictureException(Reason.NOT_A_PICTURE, "picture " + content
                + (start.length == 0 ? " is empty" : " is neither PNG, JPEG, TIFF, PNM, BMP nor DICOM")
                + ": export it as 8- or 16-bit grey PNG"));
    }
}
