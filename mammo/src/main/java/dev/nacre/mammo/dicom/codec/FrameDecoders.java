package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/** The decoder of each compressed transfer syntax (PS3.5 annex A, PS3.6 annex A). */
public final class FrameDecoders {
    private static final FrameDecoder RLE = new RleDecoder();
    private static final FrameDecoder JPEG = new JpegDecoder();

    private FrameDecoders() {
    }

    /**
     * The decoder of a transfer syntax.
     *
     * @throws DicomException that names the syntax, if its frames are not compressed or cannot be decoded
     */
    public static FrameDecoder of(String transferSyntaxUid) {
        return switch (transferSyntaxUid) {
            case "1.2.840.10008.1.2.5" -> RLE;
            case "1.2.840.10008.1.2.4.50", "1.2.840.10008.1.2.4.51", "1.2.840.10008.1.2.4.53",
                    "1.2.840.10008.1.2.4.55", "1.2.840.10008.1.2.4.57", "1.2.840.10008.1.2.4.70",
                    "1.2.840.10008.1.2.4.80", "1.2.840.10008.1.2.4.81" -> JPEG;
            default -> throw new DicomException("no decoder for transfer syntax " + transferSyntaxUid
                    + ": export the file uncompressed");
        };
    }
}
