package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/** The decoder of each compressed transfer syntax (PS3.5 annex A, PS3.6 annex A). */
public final class FrameDecoders {
    private static final FrameDecoder RLE = new RleDecoder();
    private static final FrameDecoder JPEG = new JpegDecoder();
    private static final Jpeg2000Workers WORKERS = new Jpeg2000Workers();
    private static final FrameDecoder JPEG_2000_LOSSLESS = new Jpeg2000Decoder(WORKERS, false);
    private static final FrameDecoder JPEG_2000 = new Jpeg2000Decoder(WORKERS, true);

    private FrameDecoders() {
    }

    /**
     * The decoder of a transfer syntax. One that Nacre does not know is left to a reader that the host has registered
     * with ImageIO; where there is none for a frame, the decoder says so and names the syntax.
     *
     * @throws DicomException if frames of this syntax are not compressed
     */
    public static FrameDecoder of(String transferSyntaxUid) {
        return switch (transferSyntaxUid) {
            case "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2" ->
                throw new DicomException("frames of transfer syntax " + transferSyntaxUid + " are not compressed, but "
                        + "the pixel data lie in fragments: export the file again");
            case "1.2.840.10008.1.2.5" -> RLE;
            case "1.2.840.10008.1.2.4.90" -> JPEG_2000_LOSSLESS;
            case "1.2.840.10008.1.2.4.91" -> JPEG_2000;
            default -> isJpeg(transferSyntaxUid) ? JPEG
                    : new RegisteredReaderDecoder(TransferSyntaxNames.of(transferSyntaxUid));
        };
    }

    /** Ends the processes of JPEG 2000 that decode nothing just now; the next frame starts a fresh one. */
    public static void endIdleWorkers() {
        WORKERS.endIdle();
    }

    /** The processes of JPEG, retired ones included, and JPEG-LS: 1.2.840.10008.1.2.4.50 to 4.81. */
    private static boolean isJpeg(String transferSyntaxUid) {
        return transferSyntaxUid.matches("1\\.2\\.840\\.10008\\.1\\.2\\.4\\.(5\\d|6[0-6]|70|80|81)");
    }
}
