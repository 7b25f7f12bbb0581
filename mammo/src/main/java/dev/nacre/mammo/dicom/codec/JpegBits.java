package dev.nacre.mammo.dicom.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of Huffman-coded data (T.81 F.1.2.3, F.2.2.5): most significant first, the zero byte that follows each 0xFF
 * left out, ending before the next marker. After the end come zeros without end, so that no symbol needs a check:
 * {@link #requireUnspent} tells afterwards whether any of them was taken.
 */
class JpegBits {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    /** Encoders pad to a whole byte; two more bytes are forgiven. */
    private static final int MOST_SPARE_BITS = 23;

    private final byte[] stream;
    private int position;
    /** Unread bits, from the top. */
    private long window;
    private int count;
    /** Zeros that stand in for what the stream no longer has. */
    private int invented;

    JpegBits(byte[] stream, int position) {
        this.stream = stream;
        this.position = position;
    }

    /** Makes at least 32 bits ready to be peeked at and skipped. */
    void fill() {
        if (count > 31) {
            return;
        }
        if (position + 4 <= stream.length) {
            int next = (int) INT.get(stream, position);
            int complement = ~next;
            // A byte of the complement is zero where a byte is 0xFF; the trick finds any zero byte at once.
            if ((complement - 0x01010101 & ~complement & 0x80808080) == 0) {
                window |= (next & 0xFFFFFFFFL) << (32 - count);
                count += 32;
                position += 4;
                return;
            }
        }
        fillBytewise();
    }

    private void fillBytewise() {
        while (count <= 48) {
            if (position < stream.length && stream[position] != (byte) 0xFF) {
                append(stream[position++] & 0xFF, 8);
            } else if (isCoded(position)) {
                append(pairBits(0xFF, stream[position + 1] & 0xFF), pairLength());
                position += 2;
            } else {
                append(0, 8);
                invented += 8;
            }
        }
    }

    private void append(long next, int bits) {
        window |= next << (64 - count - bits);
        count += bits;
    }

    /** Whether a byte 0xFF is coded data and no marker. */
    private boolean isCoded(int index) {
        return index + 1 < stream.length && isStuffing(stream[index + 1] & 0xFF);
    }

    /** Whether this byte behind 0xFF says that it was no marker. */
    boolean isStuffing(int octet) {
        return octet == 0;
    }

    /** Bits that 0xFF and the byte behind it hold. */
    int pairLength() {
        return 8;
    }

    /** The bits that 0xFF and the byte behind it hold. */
    int pairBits(int first, int second) {
        return first;
    }

    /** The next bits, 1 to 16 of the 32 that {@link #fill} made ready. */
    int peek(int bits) {
        return (int) (window >>> (64 - bits));
    }

    void skip(int bits) {
        window <<= bits;
        count -= bits;
    }

    /** Takes 1 to 16 of the bits that {@link #fill} made ready. */
    int take(int bits) {
        int value = peek(bits);
        skip(bits);
        return value;
    }

    /**
     * Takes zeros up to the next one, and the one (T.87 A.5.3).
     *
     * @return how many zeros
     */
    int zeros(int most) {
        int zeros = 0;
        while (true) {
            fill();
            int ahead = Long.numberOfLeadingZeros(window);
            if (ahead < count) {
                window = window << ahead << 1;
                count -= ahead + 1;
                zeros += ahead;
                if (zeros > most) {
                    throw DamagedStream.at(position, "a code that is too long");
                }
                return zeros;
            }
            zeros += count;
            if (zeros > most) {
                throw position < stream.length ? DamagedStream.at(position, "a code that is too long")
                        : DamagedStream.endsEarly(position);
            }
            window = 0;
            count = 0;
        }
    }

    /** One bit, filled up before. */
    int bit() {
        fill();
        return take(1);
    }

    /** A number of so many bits whose top bit tells its sign (T.81 table F.1, procedure EXTEND); 0 to 16 bits. */
    int signed(int bits) {
        if (bits == 0) {
            return 0;
        }
        int value = take(bits);
        return value + ((value >>> (bits - 1)) - 1 & (-1 << bits) + 1);
    }

    /** Byte of the stream up to which bits have been made ready. */
    int position() {
        return position;
    }

    /** Fails if bits were taken that the stream does not have. */
    void requireUnspent() {
        if (count < invented) {
            throw DamagedStream.endsEarly(position);
        }
    }

    /**
     * Ends a run of entropy-coded data: fails if more was taken than there was, or if much was left.
     *
     * @return where the marker stands that ends it, or the stream's end
     */
    int finish() {
        requireUnspent();
        int end = position;
        while (end < stream.length && (stream[end] != (byte) 0xFF || isCoded(end))) {
            end++;
        }
        if (count - invented + 8L * (end - position) > MOST_SPARE_BITS) {
            throw DamagedStream.at(position, "coded data goes on after the last pixel");
        }
        return end;
    }

    /** Passes the marker RSTn that must come now (T.81 F.2.1.3.1) and starts afresh behind it. */
    void restart(int interval) {
        int marker = finish();
        while (marker + 1 < stream.length && stream[marker + 1] == (byte) 0xFF) {
            marker++;
        }
        if (marker + 1 >= stream.length || (stream[marker + 1] & 0xFF) != JpegMarker.RST0 + (interval & 7)) {
            throw DamagedStream.at(marker, "restart marker " + (interval & 7) + " is missing");
        }
        position = marker + 2;
        window = 0;
        count = 0;
        invented = 0;
    }
}
