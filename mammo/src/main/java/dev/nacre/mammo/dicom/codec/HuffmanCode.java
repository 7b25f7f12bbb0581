package dev.nacre.mammo.dicom.codec;

import java.util.Arrays;

/** The best Huffman code for symbols of known frequencies, no code longer than 16 bits (T.81 annex K.2). */
final class HuffmanCode {
    private static final int LONGEST = 16;

    private final int[] lengths;
    private final int[] codes;

    /** @param frequencies how often each symbol occurs; symbols that never occur get no code */
    HuffmanCode(long[] frequencies) {
        lengths = lengths(frequencies);
        codes = new int[frequencies.length];
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code <<= 1;
            for (int symbol = 0; symbol < codes.length; symbol++) {
                if (lengths[symbol] == length) {
                    codes[symbol] = code++;
                }
            }
        }
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    int code(int symbol) {
        return codes[symbol];
    }

    /** The definition of a table (T.81 B.2.4.2): number of codes of each length, then the symbols by code. */
    byte[] definition() {
        byte[] definition = new byte[LONGEST + codes.length];
        int end = LONGEST;
        for (int length = 1; length <= LONGEST; length++) {
            for (int symbol = 0; symbol < codes.length; symbol++) {
                if (lengths[symbol] == length) {
                    definition[length - 1]++;
                    definition[end++] = (byte) symbol;
                }
            }
        }
        return Arrays.copyOf(definition, end);
    }

    /**
     * Joins the two rarest groups until one is left; each joint lengthens the codes of its members by a bit. One symbol
     * more than there is takes part, so that the code of all ones, which the standard forbids, falls to it.
     */
    private static int[] lengths(long[] frequencies) {
        int symbols = frequencies.length;
        long[] weights = Arrays.copyOf(frequencies, symbols + 1);
        weights[symbols] = 1;
        int[] lengths = new int[symbols + 1];
        int[] group = new int[symbols + 1];
        Arrays.setAll(group, symbol -> symbol);
        while (true) {
            int rarest = rarest(weights, -1);
            int second = rarest(weights, rarest);
            if (second < 0) {
                break;
            }
            weights[second] += weights[rarest];
            weights[rarest] = 0;
            for (int symbol = 0; symbol <= symbols; symbol++) {
                if (group[symbol] == rarest || group[symbol] == second) {
                    group[symbol] = second;
                    lengths[symbol]++;
                }
            }
        }
        return shortened(lengths, frequencies);
    }

    /** The group of least weight above zero, the last of equals, so that the symbol too many gets the longest code. */
    private static int rarest(long[] weights, int except) {
        int rarest = -1;
        for (int index = 0; index < weights.length; index++) {
            if (index != except && weights[index] > 0 && (rarest < 0 || weights[index] <= weights[rarest])) {
                rarest = index;
            }
        }
        return rarest;
    }

    /**
     * Gives the lengths out anew, the shortest to the most frequent, after codes of more than 16 bits have been traded:
     * two of them for one a bit shorter and two made of a shorter code (T.81 figure K.3). The symbol too many, which
     * has the longest code, is left out.
     */
    private static int[] shortened(int[] lengths, long[] frequencies) {
        int[] counts = new int[Math.max(LONGEST, lengths.length) + 1];
        for (int length : lengths) {
            counts[length]++;
        }
        for (int length = counts.length - 1; length > LONGEST; length--) {
            while (counts[length] > 0) {
                int shorter = length - 2;
                while (counts[shorter] == 0) {
                    shorter--;
                }
                counts[length] -= 2;
                counts[length - 1]++;
                counts[shorter + 1] += 2;
                counts[shorter]--;
            }
        }
        int longest = LONGEST;
        while (counts[longest] == 0) {
            longest--;
        }
        counts[longest]--;
        Integer[] order = new Integer[frequencies.length];
        Arrays.setAll(order, symbol -> symbol);
        Arrays.sort(order, (one, other) -> Long.compare(frequencies[other], frequencies[one]));
        int[] given = new int[frequencies.length];
        int length = 1;
        for (int symbol : order) {
            if (frequencies[symbol] > 0) {
                while (counts[length] == 0) {
                    length++;
                }
                counts[length]--;
                given[symbol] = length;
            }
        }
        return given;
    }
}
