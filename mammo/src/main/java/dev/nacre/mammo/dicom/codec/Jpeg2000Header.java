package dev.nacre.mammo.dicom.codec;

import dev.nacre.mammo.dicom.DicomException;

/**
 * What a JPEG 2000 codestream (ITU T.800 annex A), raw or inside JP2 boxes (annex I), says of itself. It is held
 * against the file before any work is done, and all tile-parts must be there: the decoder behind it would make a
 * blurred picture of what is left of a stream.
 */
final class Jpeg2000Header {
    private static final int SIGNATURE_BOX = 12;
    private static final int CODESTREAM_BOX = 0x6A703263;
    private static final int SOC = 0xFF4F;
    private static final int SIZ = 0xFF51;
    private static final int SOT = 0xFF90;
    private static final int EOC = 0xFFD9;
    private static final int MOST_BITS = 16;

    private final byte[] stream;

    private Jpeg2000Header(byte[] stream) {
        this.stream = stream;
    }

    /**
     * Checks a stream.
     *
     * @return whether its samples are signed
     * @throws DicomException if the stream is cut off, contradicts the layout, or is no grey picture of 16 bits
     */
    static boolean check(byte[] stream, FrameLayout layout) {
        Jpeg2000Header header = new Jpeg2000Header(stream);
        int start = header.codestream();
        if (header.pair(start) != SOC || header.pair(start + 2) != SIZ) {
            throw DamagedStream.at(start, "the start of a JPEG 2000 codestream is missing");
        }
        header.checkSize(start + 6, layout);
        header.checkTileParts(start + 2);
        return header.octet(start + 42) > 0x7F;
    }

    /** Byte at which the codestream starts: at once, or inside a box (T.800 I.4). */
    private int codestream() {
        if (stream.length < SIGNATURE_BOX || pair(0) == SOC) {
            return 0;
        }
        long box = 0;
        while (box + 8 <= stream.length) {
            int position = (int) box;
            long length = quad(position) & 0xFFFFFFFFL;
            int content = 8;
            if (length == 1 && box + 16 <= stream.length) {
                length = (long) quad(position + 8) << 32 | quad(position + 12) & 0xFFFFFFFFL;
                content = 16;
            }
            if (quad(position + 4) == CODESTREAM_BOX) {
                return position + content;
            }
            if (length < content || length > stream.length) {
                break;
            }
            box += length;
        }
        throw DamagedStream.at(0, "the start of a JPEG 2000 stream is missing");
    }

    /** The content of the marker segment SIZ (T.800 A.5.1). */
    private void checkSize(int position, FrameLayout layout) {
        long columns = (quad(position + 2) & 0xFFFFFFFFL) - (quad(position + 10) & 0xFFFFFFFFL);
        long rows = (quad(position + 6) & 0xFFFFFFFFL) - (quad(position + 14) & 0xFFFFFFFFL);
        if (columns < 1 || rows < 1 || columns > Integer.MAX_VALUE || rows > Integer.MAX_VALUE) {
            throw DamagedStream.at(position, "a picture without area");
        }
        int precision = (octet(position + 36) & 0x7F) + 1;
        layout.requireStream((int) rows, (int) columns, pair(position + 34), precision);
        if (precision > MOST_BITS) {
            throw new DicomException("the compressed frame has samples of " + precision + " bits, more than the "
                    + MOST_BITS + " that are decoded");
        }
        if (octet(position + 37) != 1 || octet(position + 38) != 1) {
            throw DamagedStream.at(position, "subsampled grey");
        }
    }

    /** Walks over the main header and from tile-part to tile-part (T.800 A.4.2) to the end. */
    private void checkTileParts(int first) {
        int position = first;
        while (pair(position) != SOT) {
            if (octet(position) != 0xFF) {
                throw DamagedStream.at(position, "a marker is missing");
            }
            position += 2 + Math.max(2, pair(position + 2));
        }
        while (position + 2 <= stream.length && pair(position) == SOT) {
            long length = quad(position + 6) & 0xFFFFFFFFL;
            if (length == 0) {
                // The last tile-part may leave its length open: it goes on to the end of the codestream.
                return;
            }
            if (length < 12) {
                throw DamagedStream.at(position, "a tile-part of " + length + " bytes");
            }
            if (length > stream.length - position) {
                throw DamagedStream.endsEarly(stream.length);
            }
            position += (int) length;
        }
        if (position + 2 <= stream.length && pair(position) != EOC) {
            throw DamagedStream.at(position, "no tile-part and no end");
        }
    }

    private int octet(int position) {
        if (position >= stream.length) {
            throw DamagedStream.endsEarly(stream.length);
        }
        return stream[position] & 0xFF;
    }

    private int pair(int position) {
        return octet(position) << 8 | octet(position + 1);
    }

    private int quad(int position) {
        return pair(position) << 16 | pair(position + 2);
    }
}
