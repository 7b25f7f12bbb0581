package dev.nacre.mammo.dicom.codec;

import java.util.Arrays;

/**
 * A Huffman table as a stream defines it (T.81 annex C): how many codes of each length, and the symbols in the order of
 * their codes. Codes of one length are consecutive numbers, so a code is found by comparing with the last of each
 * length (T.81 F.2.2.3); short codes, nearly all that occur, are looked up directly.
 */
final class HuffmanTable {
    /** Longest code looked up directly: 2 KiB of table, which stays in the first-level cache. */
    private static final int DIRECT = 10;
    private static final int LONGEST = 16;

    /** For the next bits: length of the code in the high byte, symbol in the low; 0 where the code is longer. */
    private final short[] direct = new short[1 << DIRECT];
    /** The first number, of 16 bits, that is beyond the codes of this length. */
    private final int[] beyond = new int[LONGEST + 1];
    /** Index of the symbol of a code, less the code. */
    private final int[] offset = new int[LONGEST + 1];
    private final byte[] symbols;
    private final int largest;

    /**
     * @param counts codes of each length, {@code [17]}, the first unused
     * @throws dev.nacre.mammo.dicom.DicomException if there cannot be so many codes
     */
    HuffmanTable(int[] counts, byte[] symbols, int position) {
        this.symbols = symbols;
        int code = 0;
        int index = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code <<= 1;
            offset[length] = index - code;
            for (int number = 0; number < counts[length]; number++) {
                if (code >= 1 << length) {
                    throw DamagedStream.at(position, "a Huffman table of too many codes");
                }
                if (length <= DIRECT) {
                    int from = code << (DIRECT - length);
                    Arrays.fill(direct, from, from + (1 << (DIRECT - length)),
                            (short) (length << 8 | symbols[index] & 0xFF));
                }
                code++;
                index++;
            }
            beyond[length] = code << (LONGEST - length);
        }
        int maximum = 0;
        for (byte symbol : symbols) {
            maximum = Math.max(maximum, symbol & 0xFF);
        }
        largest = maximum;
    }

    /** Takes one code from bits that {@link JpegBits#fill} made ready. */
    int decode(JpegBits bits) {
        int entry = direct[bits.peek(DIRECT)];
        if (entry != 0) {
            bits.skip(entry >> 8);
            return entry & 0xFF;
        }
        return decodeLong(bits);
    }

    private int decodeLong(JpegBits bits) {
        int next = bits.peek(LONGEST);
        for (int length = DIRECT + 1; length <= LONGEST; length++) {
            if (next < beyond[length]) {
                bits.skip(length);
                return symbols[offset[length] + (next >> (LONGEST - length))] & 0xFF;
            }
        }
        throw DamagedStream.at(bits.position(), "a code that is not in the Huffman table");
    }

    /** The largest symbol that can occur. */
    int largestSymbol() {
        return largest;
    }
}
