package dev.nacre.mammo.image;

import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;

/**
 * What the only page of a TIFF file says about its levels (TIFF 6.0, Adobe 1992). Whether 0 is black or white is left
 * to the reader of the Java runtime, which inverts where 0 is white.
 *
 * @param lossy whether the levels are compressed as JPEG
 */
record TiffPage(boolean lossy) {
    private static final int UNSIGNED = 1;

    static TiffPage only(ImageReader reader, PictureContent picture) throws IOException {
        int pages = reader.getNumImages(true);
        if (pages > 1) {
            throw new PictureException(PictureException.Reason.SEVERAL_PICTURES, "picture " + picture + " holds "
                    + pages + " pages, of which only one can be meant:"
                    + " export that one as 8- or 16-bit grey PNG");
        }
        TIFFDirectory directory = TIFFDirectory.createFromMetadata(reader.getImageMetadata(0));
        checkBytes(directory, picture, BaselineTIFFTagSet.TAG_STRIP_OFFSETS, BaselineTIFFTagSet.TAG_STRIP_BYTE_COUNTS);
        checkBytes(directory, picture, BaselineTIFFTagSet.TAG_TILE_OFFSETS, BaselineTIFFTagSet.TAG_TILE_BYTE_COUNTS);
        int bits = number(directory, BaselineTIFFTagSet.TAG_BITS_PER_SAMPLE, 1);
        int format = number(directory, BaselineTIFFTagSet.TAG_SAMPLE_FORMAT, UNSIGNED);
        if (format != UNSIGNED || bits > 8 && bits != 16) {
            throw new PictureException(PictureException.Reason.LEVELS, "picture " + picture + " has " + bits
                    + " bits per level"
                    + (format == UNSIGNED ? "" : ", signed or with a fraction") + "; whole levels of 8 and 16 bits are"
                    + " read: export it as 8- or 16-bit grey PNG");
        }
        int compression = number(directory, BaselineTIFFTagSet.TAG_COMPRESSION,
                BaselineTIFFTagSet.COMPRESSION_NONE);
        return new TiffPage(compression == BaselineTIFFTagSet.COMPRESSION_JPEG
                || compression == BaselineTIFFTagSet.COMPRESSION_OLD_JPEG);
    }

    /** The decoder takes as much memory as a strip or tile claims. */
    private static void checkBytes(TIFFDirectory directory, PictureContent picture, int offsets, int counts)
            throws IOException {
        TIFFField begins = directory.getTIFFField(offsets);
        TIFFField lengths = directory.getTIFFField(counts);
        for (int part = 0; begins != null && lengths != null && part < lengths.getCount(); part++) {
            long begin = begins.getAsLong(Math.min(part, begins.getCount() - 1));
            if (begin + lengths.getAsLong(part) > picture.size()) {
                throw new IOException("a part of it lies beyond the end of the file");
            }
        }
    }

    private static int number(TIFFDirectory directory, int tag, int otherwise) {
        TIFFField field = directory.getTIFFField(tag);
        return field == null ? otherwise : field.getAsInt(0);
    }
}
