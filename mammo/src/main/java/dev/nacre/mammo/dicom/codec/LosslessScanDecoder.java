package dev.nacre.mammo.dicom.codec;

/**
 * Lossless coding by predictors (T.81 annex H, processes 14 and 14 SV1): each sample is predicted from its neighbours
 * to the left, above and above left, and the difference, modulo 2<sup>16</sup>, is Huffman-coded.
 */
final class LosslessScanDecoder {
    /** Number of bits that means the difference 32768, which has no further bits (T.81 H.1.2.2). */
    private static final int HALF = 16;

    private final JpegBits bits;
    private final HuffmanTable table;
    private final int predictor;
    private final int columns;
    private final short[] samples;

    private LosslessScanDecoder(JpegBits bits, HuffmanTable table, int predictor, int columns, short[] samples) {
        this.bits = bits;
        this.table = table;
        this.predictor = predictor;
        this.columns = columns;
        this.samples = samples;
    }

    /** The samples, as {@link FrameDecoder#decode} gives them. */
    static short[] decode(byte[] stream, JpegFrame frame, JpegScan scan, JpegTables tables) {
        HuffmanTable table = tables.dc(scan, HALF);
        int rows = frame.rows();
        int columns = frame.columns();
        if (scan.first() < 1 || scan.first() > 7 || scan.low() >= frame.precision()) {
            throw DamagedStream.at(scan.start(), "predictor " + scan.first() + ", point transform " + scan.low());
        }
        if (tables.restartInterval() % columns != 0) {
            // T.81 H.1.1: prediction after a restart is defined at the start of a line alone.
            throw DamagedStream.at(scan.start(), "restarts within a line");
        }
        // No code is shorter than one bit.
        if (8L * (stream.length - scan.start()) < (long) rows * columns) {
            throw DamagedStream.endsEarly(stream.length);
        }
        short[] samples = new short[rows * columns];
        JpegBits bits = new JpegBits(stream, scan.start());
        LosslessScanDecoder decoder = new LosslessScanDecoder(bits, table, scan.first(), columns, samples);
        int restartRows = tables.restartInterval() / columns;
        int middle = 1 << (frame.precision() - scan.low() - 1);
        for (int row = 0; row < rows; row++) {
            boolean fresh = row == 0 || restartRows > 0 && row % restartRows == 0;
            if (fresh && row > 0) {
                bits.restart(row / restartRows - 1);
            }
            decoder.decodeRow(row * columns, fresh, middle);
            bits.requireUnspent();
        }
        bits.finish();
        if (scan.low() > 0) {
            for (int index = 0; index < samples.length; index++) {
                samples[index] = (short) (samples[index] << scan.low());
            }
        }
        return samples;
    }

    private void decodeRow(int start, boolean fresh, int middle) {
        int first = fresh ? middle : samples[start - columns];
        samples[start] = (short) (first + difference());
        if (fresh || predictor == 1) {
            decodeFromLeft(start);
        } else {
            decodeFromAbove(start);
        }
    }

    private void decodeFromLeft(int start) {
        int left = samples[start];
        for (int index = start + 1; index < start + columns; index++) {
            left += difference();
            samples[index] = (short) left;
        }
    }

    private void decodeFromAbove(int start) {
        int left = samples[start] & 0xFFFF;
        int aboveLeft = samples[start - columns] & 0xFFFF;
        for (int index = start + 1; index < start + columns; index++) {
            int above = samples[index - columns] & 0xFFFF;
            int predicted = LosslessPredictor.predict(predictor, left, above, aboveLeft);
            left = predicted + difference() & 0xFFFF;
            samples[index] = (short) left;
            aboveLeft = above;
        }
    }

    private int difference() {
        bits.fill();
        int size = table.decode(bits);
        return size == HALF ? 1 << 15 : bits.signed(size);
    }
}
