package dev.nacre.mammo.dicom.codec;

import java.util.Arrays;

/** The tables that a stream has defined so far (T.81 B.2.4); a later definition takes the place of an earlier one. */
final class JpegTables {
    private static final int SLOTS = 4;

    private final HuffmanTable[] dc = new HuffmanTable[SLOTS];
    private final HuffmanTable[] ac = new HuffmanTable[SLOTS];
    private final int[][] quantization = new int[SLOTS][];
    private int restartInterval;
    private JpegLsPresets presets = JpegLsPresets.DEFAULT;

    /** Reads the segment on which the walk stands, if it defines tables. */
    void read(int marker, JpegSegments segments) {
        switch (marker) {
            case JpegMarker.DHT -> readHuffman(segments);
            case JpegMarker.DQT -> readQuantization(segments);
            case JpegMarker.DRI -> readRestartInterval(segments);
            case JpegMarker.LSE -> presets = JpegLsPresets.read(segments, presets);
            default -> {
                // Comments and data of applications change nothing.
            }
        }
    }

    /** JPEG-LS (T.87 C.2.5) allows numbers of two to four bytes. */
    private void readRestartInterval(JpegSegments segments) {
        int interval = 0;
        for (int index = 0; index < segments.length(); index++) {
            if (interval > Integer.MAX_VALUE >> 8) {
                throw DamagedStream.at(segments.start(), "a restart interval that is too large");
            }
            interval = interval << 8 | segments.at(index);
        }
        restartInterval = interval;
    }

    private void readHuffman(JpegSegments segments) {
        int offset = 0;
        while (offset < segments.length()) {
            int kind = segments.at(offset);
            int slot = slot(kind, segments);
            int[] counts = new int[17];
            int total = 0;
            for (int length = 1; length <= 16; length++) {
                counts[length] = segments.at(offset + length);
                total += counts[length];
            }
            offset += 17;
            if (total > 256 || kind >> 4 > 1) {
                throw DamagedStream.at(segments.start(), "a Huffman table of " + total + " codes");
            }
            byte[] symbols = new byte[total];
            for (int index = 0; index < total; index++) {
                symbols[index] = (byte) segments.at(offset + index);
            }
            offset += total;
            (kind >> 4 == 0 ? dc : ac)[slot] = new HuffmanTable(counts, symbols, segments.start());
        }
    }

    private void readQuantization(JpegSegments segments) {
        int offset = 0;
        while (offset < segments.length()) {
            int kind = segments.at(offset++);
            int slot = slot(kind, segments);
            int[] steps = new int[64];
            for (int index = 0; index < 64; index++) {
                steps[index] = kind >> 4 == 0 ? segments.at(offset) : segments.pairAt(offset);
                offset += kind >> 4 == 0 ? 1 : 2;
            }
            if (kind >> 4 > 1 || Arrays.stream(steps).anyMatch(step -> step == 0)) {
                throw DamagedStream.at(segments.start(), "a quantization table that holds zero");
            }
            quantization[slot] = steps;
        }
    }

    private static int slot(int kind, JpegSegments segments) {
        if ((kind & 15) >= SLOTS) {
            throw DamagedStream.at(segments.start(), "table number " + (kind & 15));
        }
        return kind & 15;
    }

    /** Table of DC coefficients, or of differences in lossless coding; symbols are numbers of bits. */
    HuffmanTable dc(JpegScan scan, int mostBits) {
        HuffmanTable table = defined(dc, scan.dcTable(), "Huffman table", scan.start());
        if (table.largestSymbol() > mostBits) {
            throw DamagedStream.at(scan.start(), "a Huffman table of differences of "
                    + table.largestSymbol() + " bits");
        }
        return table;
    }

    HuffmanTable ac(JpegScan scan) {
        return defined(ac, scan.acTable(), "Huffman table", scan.start());
    }

    /** Steps in zigzag order, {@code [64]}. */
    int[] quantization(JpegFrame frame, JpegScan scan) {
        return defined(quantization, frame.quantization(), "quantization table", scan.start());
    }

    private static <T> T defined(T[] tables, int slot, String what, int position) {
        if (slot >= SLOTS || tables[slot] == null) {
            throw DamagedStream.at(position, what + " " + slot + " is missing");
        }
        return tables[slot];
    }

    /** What the stream says of the parameters of JPEG-LS. */
    JpegLsPresets presets() {
        return presets;
    }

    /** Units (samples, blocks, or lines in JPEG-LS) between two restart markers, or 0 for none. */
    int restartInterval() {
        return restartInterval;
    }
}
