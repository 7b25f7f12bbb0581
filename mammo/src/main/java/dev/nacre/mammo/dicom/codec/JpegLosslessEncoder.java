package dev.nacre.mammo.dicom.codec;

import dev.nacre.nn.InputException;

/**
 * JPEG Lossless (T.81 annex H, process 14; with predictor 1, selection value 1, the transfer syntax
 * 1.2.840.10008.1.2.4.70), with the best Huffman table for the picture. Safe for use by many threads.
 *
 * @param predictor 1 to 7 (T.81 table H.1); 1 predicts from the left
 * @param restartRows rows between two restart markers, or 0 for none
 */
public record JpegLosslessEncoder(int predictor, int restartRows) {
    private static final int SYMBOLS = 17;

    /** An encoder of process 14 SV1, without restart markers. */
    public JpegLosslessEncoder() {
        this(1, 0);
    }

    public JpegLosslessEncoder {
        if (predictor < 1 || predictor > 7 || restartRows < 0) {
            throw new InputException("predictor " + predictor + ", restart after " + restartRows
                    + " rows: predictors are 1 to 7, rows from 0");
        }
    }

    /**
     * One frame, a complete stream. Its precision is 8, 12 or 16 bits, the least that holds the stored bits: not all
     * decoders read others.
     *
     * @param samples stored values, {@code [rows, columns]}, row-major; bits above bitsStored are ignored
     */
    public byte[] encode(short[] samples, FrameLayout layout) {
        layout.requireGrey();
        short[] unsigned = new short[samples.length];
        int mask = (1 << layout.bitsStored()) - 1;
        for (int index = 0; index < samples.length; index++) {
            unsigned[index] = (short) (samples[index] & mask);
        }
        int stored = layout.bitsStored();
        return encode(unsigned, layout.rows(), layout.columns(), stored <= 8 ? 8 : stored <= 12 ? 12 : 16);
    }

    /** One frame of samples that need at most so many bits, 2 to 16. */
    byte[] encode(short[] samples, int rows, int columns, int precision) {
        if (precision < 2 || precision > 16 || samples.length != rows * columns
                || (long) restartRows * columns > 0xFFFF || rows > 0xFFFF || columns > 0xFFFF) {
            throw new InputException(samples.length + " samples of " + precision + " bits for " + columns + " x " + rows
                    + " pixels, restart after " + restartRows + " rows: JPEG takes 2 to 16 bits and numbers to 65535");
        }
        short[] differences = differences(samples, rows, columns, precision);
        long[] frequencies = new long[SYMBOLS];
        for (short difference : differences) {
            frequencies[size(difference)]++;
        }
        HuffmanCode code = new HuffmanCode(frequencies);
        long bits = 0;
        for (int size = 0; size < SYMBOLS; size++) {
            bits += frequencies[size] * (code.length(size) + (size & 15));
        }
        JpegBitWriter writer = new JpegBitWriter(Math.toIntExact(Math.min(bits / 8 + bits / 256 + 1024,
                Integer.MAX_VALUE - 8)));
        writeHeader(writer, rows, columns, precision, code.definition());
        int restart = 0;
        for (int index = 0; index < differences.length; index++) {
            if (restartRows > 0 && index > 0 && index % (restartRows * columns) == 0) {
                writer.pad();
                writer.marker(JpegMarker.RST0 + (restart++ & 7));
            }
            int difference = differences[index];
            int size = size(difference);
            // A negative difference is written less one, and the difference 32768 by its size alone.
            int extra = size & 15;
            int value = (difference < 0 ? difference - 1 : difference) & (1 << extra) - 1;
            writer.bits(code.code(size) << extra | value, code.length(size) + extra);
        }
        writer.pad();
        writer.marker(JpegMarker.EOI);
        return writer.toByteArray();
    }

    private void writeHeader(JpegBitWriter writer, int rows, int columns, int precision, byte[] table) {
        writer.marker(JpegMarker.SOI);
        writer.marker(JpegMarker.SOF3);
        writer.pair(11);
        writer.octet(precision);
        writer.pair(rows);
        writer.pair(columns);
        writer.octet(1);
        writer.octet(1);
        writer.octet(0x11);
        writer.octet(0);
        writer.marker(JpegMarker.DHT);
        writer.pair(3 + table.length);
        writer.octet(0);
        for (byte octet : table) {
            writer.octet(octet);
        }
        if (restartRows > 0) {
            writer.marker(JpegMarker.DRI);
            writer.pair(4);
            writer.pair(restartRows * columns);
        }
        writer.marker(JpegMarker.SOS);
        writer.pair(8);
        writer.octet(1);
        writer.octet(1);
        writer.octet(0);
        writer.octet(predictor);
        writer.octet(0);
        writer.octet(0);
    }

    /** Bits of a difference (T.81 table H.2); -32768 stands for 32768. */
    private static int size(int difference) {
        return 32 - Integer.numberOfLeadingZeros(Math.abs(difference));
    }

    /** What is left of each sample when its prediction is taken away, modulo 2<sup>16</sup> (T.81 H.1.2.1). */
    private short[] differences(short[] samples, int rows, int columns, int precision) {
        short[] differences = new short[samples.length];
        for (int row = 0; row < rows; row++) {
            int start = row * columns;
            boolean fresh = row == 0 || restartRows > 0 && row % restartRows == 0;
            int first = fresh ? 1 << (precision - 1) : samples[start - columns];
            differences[start] = (short) (samples[start] - first);
            for (int index = start + 1; index < start + columns; index++) {
                int left = samples[index - 1] & 0xFFFF;
                int predicted = fresh ? left : LosslessPredictor.predict(predictor, left,
                        samples[index - columns] & 0xFFFF, samples[index - columns - 1] & 0xFFFF);
                differences[index] = (short) (samples[index] - predicted);
            }
        }
        return differences;
    }
}
