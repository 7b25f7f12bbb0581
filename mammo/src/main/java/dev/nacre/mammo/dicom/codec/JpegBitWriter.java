package dev.nacre.mammo.dicom.codec;

import java.util.Arrays;

/** Writes a JPEG stream: markers and bytes as they are, bits with a zero byte behind each 0xFF (T.81 F.1.2.3). */
final class JpegBitWriter {
    private byte[] bytes;
    private int length;
    /** Bits not yet written, at the bottom. */
    private long window;
    private int count;

    /** @param expected bytes of the stream; it may become longer */
    JpegBitWriter(int expected) {
        bytes = new byte[Math.max(64, expected)];
    }

    void marker(int marker) {
        octet(0xFF);
        octet(marker);
    }

    void octet(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length + (length >> 1));
        }
        bytes[length++] = (byte) value;
    }

    void pair(int value) {
        octet(value >> 8);
        octet(value);
    }

    /** Appends the low bits of a value that has no others; at most 32. */
    void bits(int value, int bits) {
        window = window << bits | value & 0xFFFFFFFFL;
        count += bits;
        while (count >= 8) {
            count -= 8;
            stuffed((int) (window >>> count) & 0xFF);
        }
    }

    /** Fills the last byte with ones, as T.81 F.1.2.3 asks. */
    void pad() {
        if (count > 0) {
            int missing = 8 - count;
            bits((1 << missing) - 1, missing);
        }
    }

    private void stuffed(int value) {
        octet(value);
        if (value == 0xFF) {
            octet(0);
        }
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
