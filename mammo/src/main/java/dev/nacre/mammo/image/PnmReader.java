package dev.nacre.mammo.image;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Portable bitmaps (P1, P4), graymaps (P2, P5) and pixmaps (P3, P6), as text and binary, after the manual pages
 * {@code pbm}, {@code pgm} and {@code ppm} of Netpbm. A reader of our own because Apache Commons Imaging cuts levels to
 * 8 bits. Levels stay as stored; a picture has as many bits as its highest allowed level needs, a bitmap has 8.
 */
final class PnmReader {
    private static final int MOST = 65_535;

    private final PictureContent picture;
    private final InputStream bytes;
    private final int kind;
    private final int width;
    private final int height;
    private final int highest;

    private PnmReader(PictureContent picture, InputStream bytes) throws IOException {
        this.picture = picture;
        this.bytes = bytes;
        bytes.read();
        kind = bytes.read() - '0';
        width = number();
        height = number();
        PictureReader.checkSize(picture, height, width);
        highest = isBitmap() ? 1 : number();
        if (highest < 1 || highest > MOST) {
            throw new IOException("its highest level is " + highest + ", not 1 to 65535");
        }
        long least = isText() ? (long) samplesOfRow() * height : (long) bytesOfRow() * height;
        if (picture.size() < least) {
            throw new IOException("it claims " + width + " x " + height + " pixels in " + picture.size() + " bytes");
        }
    }

    static GreyPicture read(PictureContent picture, Colours colours) throws IOException {
        try (InputStream bytes = new BufferedInputStream(picture.open(), 1 << 16)) {
            return new PnmReader(picture, bytes).read(colours);
        }
    }

    static long pixels(PictureContent picture) throws IOException {
        try (InputStream bytes = new BufferedInputStream(picture.open(), 1 << 10)) {
            PnmReader header = new PnmReader(picture, bytes);
            return (long) header.height * header.width;
        }
    }

    private boolean isBitmap() {
        return kind == 1 || kind == 4;
    }

    private boolean isText() {
        return kind <= 3;
    }

    private int channels() {
        return kind == 3 || kind == 6 ? 3 : 1;
    }

    private int samplesOfRow() {
        return Math.multiplyExact(width, channels());
    }

    private int bytesOfRow() {
        return kind == 4 ? Math.ceilDiv(width, 8) : Math.multiplyExact(samplesOfRow(), highest > 255 ? 2 : 1);
    }

    private GreyPicture read(Colours colours) throws IOException {
        GreyExtraction grey = new GreyExtraction(picture, false, colours);
        short[] levels = new short[height * width];
        int[] samples = new int[samplesOfRow()];
        byte[] packed = new byte[isText() ? 0 : bytesOfRow()];
        for (int row = 0; row < height; row++) {
            readRow(samples, packed);
            for (int column = 0; column < width; column++) {
                int first = column * channels();
                levels[row * width + column] = channels() == 3
                        ? grey.level(samples[first], samples[first + 1], samples[first + 2], row, column)
                        : (short) samples[first];
            }
        }
        checkEnd();
        return new GreyPicture(height, width, isBitmap() ? 8 : Integer.SIZE - Integer.numberOfLeadingZeros(highest),
                levels);
    }

    private void readRow(int[] samples, byte[] packed) throws IOException {
        if (!isText() && bytes.readNBytes(packed, 0, packed.length) < packed.length) {
            throw new EOFException("it ends in the middle of a row");
        }
        for (int index = 0; index < samples.length; index++) {
            int sample = switch (kind) {
                case 1 -> bit();
                case 2, 3 -> number();
                case 4 -> packed[index / 8] >> 7 - index % 8 & 1;
                default -> highest > 255 ? (packed[2 * index] & 0xFF) << 8 | packed[2 * index + 1] & 0xFF
                        : packed[index] & 0xFF;
            };
            if (sample > highest) {
                throw new IOException("it holds level " + sample + " above its highest level " + highest);
            }
            // In a bitmap, 1 is black.
            samples[index] = isBitmap() ? 255 * (1 - sample) : sample;
        }
    }

    private int bit() throws IOException {
        int digit = afterSpace();
        if (digit != '0' && digit != '1') {
            throw unexpected(digit);
        }
        return digit - '0';
    }

    /** A decimal number, and the one character after it. */
    private int number() throws IOException {
        int at = afterSpace();
        long number = 0;
        int digits = 0;
        while (at >= '0' && at <= '9' && digits++ < 10) {
            number = 10 * number + at - '0';
            at = bytes.read();
        }
        if (digits == 0 || number > Integer.MAX_VALUE || !(at < 0 || isSpace(at) || at == '#')) {
            throw unexpected(at);
        }
        if (at == '#') {
            skipComment();
        }
        return (int) number;
    }

    private int afterSpace() throws IOException {
        int at = bytes.read();
        while (isSpace(at) || at == '#') {
            if (at == '#') {
                skipComment();
            }
            at = bytes.read();
        }
        return at;
    }

    private void skipComment() throws IOException {
        int at = bytes.read();
        while (at >= 0 && at != '\n' && at != '\r') {
            at = bytes.read();
        }
    }

    private static boolean isSpace(int at) {
        return at == ' ' || at >= '\t' && at <= '\r';
    }

    private static IOException unexpected(int at) {
        return at < 0 ? new EOFException("it ends too early")
                : new IOException("a number is expected where byte " + at + " stands");
    }

    private void checkEnd() throws IOException {
        int next = bytes.read();
        while (isSpace(next)) {
            next = bytes.read();
        }
        if (next == 'P') {
            throw new PictureException(PictureException.Reason.SEVERAL_PICTURES, "picture " + picture
                    + " holds several pictures, of which only one can be meant:"
                    + " export that one as 8- or 16-bit grey PNG");
        }
    }
}
