package dev.nacre.mammo.prepare;

import dev.nacre.mammo.dicom.DicomException;
import dev.nacre.mammo.dicom.DicomFile;
import dev.nacre.mammo.dicom.PixelData;
import dev.nacre.mammo.image.PictureContent;
import dev.nacre.mammo.image.PictureReader;
import dev.nacre.nn.InputException;
import java.io.IOException;
import java.io.InputStream;

/**
 * How much memory {@link MammogramReader} takes for a picture, told before it takes any, so that callers can wait for
 * one another. Worked out from the size that the header claims, not measured, since it must be known before the first
 * pixel; the factors are bounds that a test holds against what decoders really allocate.
 */
public final class DecodingMemory {
    /** Stored levels of two bytes, the same mapped, and up to four that a decoder keeps beside them. */
    private static final long BYTES_OF_DICOM_PIXEL = 8;
    /** As many elements as a file may have, and what each takes when it is as short as can be. */
    private static final long MOST_FOR_HEADERS = 48L << 20;
    private static final long HEADERS_PER_BYTE = 16;
    /** Look-up tables of 65,536 levels and buffers. */
    private static final long WHATEVER_THE_SIZE = 1L << 20;

    private DecodingMemory() {
    }

    /**
     * Bytes for {@link #toRead} itself, which has to parse headers.
     *
     * @throws InputException if the picture is missing or unreadable
     */
    public static long toLook(PictureContent picture) {
        if (!MammogramReader.isDicom(picture)) {
            return WHATEVER_THE_SIZE;
        }
        return WHATEVER_THE_SIZE + Math.min(MOST_FOR_HEADERS, HEADERS_PER_BYTE * size(picture)) + inflated(picture);
    }

    /**
     * Bytes for reading a picture and for mapping its levels, the result included; what is made of it at another size
     * is not. The bytes of a picture in memory are its owner's.
     *
     * @throws InputException if its header tells that it cannot be read
     */
    public static long toRead(PictureContent picture) {
        long beside = WHATEVER_THE_SIZE + size(picture);
        if (!MammogramReader.isDicom(picture)) {
            return beside + PictureReader.bytesToRead(picture);
        }
        try (DicomFile dicom = MammogramReader.open(picture)) {
            PixelData pixels = dicom.pixels();
            // More pixels are refused with a sentence of their own before they are decoded.
            long decoded = Math.min((long) pixels.rows() * pixels.columns(), PixelData.MOST_PIXELS);
            return beside + inflated(picture) + BYTES_OF_DICOM_PIXEL * decoded;
        } catch (DicomException refused) {
            throw MammogramReader.named(refused, picture);
        }
    }

    private static long inflated(PictureContent picture) {
        try (InputStream bytes = picture.open()) {
            return DicomFile.inflatedAtMost(bytes.readNBytes(DicomFile.START), picture.size());
        } catch (IOException unreadable) {
            throw unreadable(picture, unreadable);
        }
    }

    private static long size(PictureContent picture) {
        try {
            return picture.isPresent() ? picture.size() : 0;
        } catch (IOException unreadable) {
            throw unreadable(picture, unreadable);
        }
    }

    private static InputException unreadable(PictureContent picture, IOException cause) {
        return new InputException("picture " + picture + " cannot be read: check its permissions", cause);
    }
}
