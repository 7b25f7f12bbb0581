package dev.nacre.mammo.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The formats that {@link PictureReader} reads, told apart by their first bytes. */
enum PictureFormat {
    PNG(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}),
    JPEG(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}),
    TIFF(new byte[] {'I', 'I', 42, 0}, new byte[] {'M', 'M', 0, 42}),
    /** Portable bitmap, graymap and pixmap, as text or binary: P1 to P6. */
    PNM("P1", "P2", "P3", "P4", "P5", "P6"),
    BMP("BM");

    /** Bytes that {@link #of} needs to see. */
    static final int START = 132;

    private static final byte[] DICOM = "DICM".getBytes(StandardCharsets.US_ASCII);
    private static final int DICOM_PREAMBLE = 128;

    private final byte[][] starts;

    PictureFormat(byte[]... starts) {
        this.starts = starts;
    }

    PictureFormat(String... starts) {
        this(Arrays.stream(starts).map(start -> start.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new));
    }

    /** The format of a file that starts with these bytes. */
    static Optional<PictureFormat> of(byte[] start) {
        return Arrays.stream(values()).filter(format -> format.begins(start)).findFirst();
    }

    /** Whether these bytes start a DICOM file, whose preamble may look like another format (PS3.10 7.1). */
    static boolean isDicom(byte[] start) {
        return start.length >= START && Arrays.equals(start, DICOM_PREAMBLE, START, DICOM, 0, DICOM.length);
    }

    private boolean begins(byte[] start) {
        return Arrays.stream(starts).anyMatch(wanted -> start.length >= wanted.length
                && Arrays.equals(start, 0, wanted.length, wanted, 0, wanted.length));
    }
}
