package dev.nacre.mammo.dicom.codec;

import java.util.Arrays;

/**
 * Progressive coding by the cosine transform (T.81 annex G): each scan brings a band of the coefficients, or one more
 * bit of them. Made for one frame; not safe for use by many threads.
 */
final class ProgressiveDecoder {
    private static final int COEFFICIENTS = 64;
    private static final int WIDEST_DIFFERENCE = 15;
    private static final int UNSEEN = -1;

    private final byte[] stream;
    private final JpegFrame frame;
    private final int blocks;
    /** In the order of coding, block after block. */
    private final short[] coefficients;
    /** The lowest bit that scans have brought, for each coefficient. */
    private final int[] lowest = new int[COEFFICIENTS];
    private int[] steps;
    /** Blocks still to come, in this scan, without new coefficients. */
    private int endOfBandRun;

    ProgressiveDecoder(byte[] stream, JpegFrame frame) {
        this.stream = stream;
        this.frame = frame;
        blocks = InverseDct.blocks(frame);
        // The first scan of DC coefficients takes at least a bit for each block.
        if (8L * stream.length < blocks) {
            throw DamagedStream.endsEarly(stream.length);
        }
        coefficients = new short[blocks * COEFFICIENTS];
        Arrays.fill(lowest, UNSEEN);
    }

    /**
     * Decodes one scan.
     *
     * @return where the next marker stands
     */
    int decode(JpegScan scan, JpegTables tables) {
        requireProgress(scan);
        if (steps == null) {
            steps = tables.quantization(frame, scan);
        }
        boolean dc = scan.first() == 0;
        boolean refining = scan.high() > 0;
        HuffmanTable table = dc ? refining ? null : tables.dc(scan, WIDEST_DIFFERENCE) : tables.ac(scan);
        JpegBits bits = new JpegBits(stream, scan.start());
        int restart = tables.restartInterval();
        int previous = 0;
        endOfBandRun = 0;
        for (int block = 0; block < blocks; block++) {
            int start = block * COEFFICIENTS;
            if (restart > 0 && block > 0 && block % restart == 0) {
                bits.restart(block / restart - 1);
                previous = 0;
                endOfBandRun = 0;
            }
            if (dc && refining) {
                coefficients[start] |= (short) (bits.bit() << scan.low());
            } else if (dc) {
                bits.fill();
                previous += bits.signed(table.decode(bits));
                coefficients[start] = (short) (previous << scan.low());
            } else if (refining) {
                refineBand(bits, table, scan, start);
            } else {
                decodeBand(bits, table, scan, start);
            }
            bits.requireUnspent();
        }
        return bits.finish();
    }

    /** T.81 G.1.1.1: first the upper bits of a coefficient, then one more bit at a time; DC coefficients alone. */
    private void requireProgress(JpegScan scan) {
        boolean band = scan.first() == 0 ? scan.last() == 0 : scan.first() <= scan.last() && scan.last() < COEFFICIENTS;
        boolean refining = scan.high() > 0;
        if (!band || scan.low() > 13 || refining && scan.low() != scan.high() - 1) {
            throw DamagedStream.at(scan.start(), "a scan of coefficients " + scan.first() + " to " + scan.last()
                    + ", bits " + scan.high() + " to " + scan.low());
        }
        for (int index = scan.first(); index <= scan.last(); index++) {
            if (lowest[index] != (refining ? scan.high() : UNSEEN)) {
                throw DamagedStream.at(scan.start(), "a scan that does not go on where the one before ended");
            }
            lowest[index] = scan.low();
        }
    }

    /** T.81 G.1.2.2: as in sequential coding, but one symbol may end the band for many blocks. */
    private void decodeBand(JpegBits bits, HuffmanTable table, JpegScan scan, int start) {
        if (endOfBandRun > 0) {
            endOfBandRun--;
            return;
        }
        int index = scan.first();
        while (index <= scan.last()) {
            bits.fill();
            int symbol = table.decode(bits);
            int run = symbol >> 4;
            int size = symbol & 15;
            if (size == 0 && run < 15) {
                endOfBandRun = runOfBlocks(bits, run) - 1;
                return;
            }
            index += run;
            if (index > scan.last()) {
                throw DamagedStream.at(bits.position(), "a run of zeros passes the end of its band");
            }
            coefficients[start + index++] = (short) (bits.signed(size) << scan.low());
        }
    }

    private static int runOfBlocks(JpegBits bits, int size) {
        return size == 0 ? 1 : (1 << size) + bits.take(size);
    }

    /**
     * T.81 G.1.2.3: a run counts only coefficients that are still zero; each that it passes and that is not zero gets
     * one more bit.
     */
    private void refineBand(JpegBits bits, HuffmanTable table, JpegScan scan, int start) {
        int index = start + scan.first();
        int end = start + scan.last() + 1;
        int one = 1 << scan.low();
        while (endOfBandRun == 0 && index < end) {
            bits.fill();
            int symbol = table.decode(bits);
            int run = symbol >> 4;
            int size = symbol & 15;
            if (size > 1) {
                throw DamagedStream.at(bits.position(), "a refined coefficient of " + size + " bits");
            }
            int value = 0;
            if (size == 1) {
                value = bits.take(1) == 1 ? one : -one;
            } else if (run < 15) {
                endOfBandRun = runOfBlocks(bits, run);
                break;
            }
            while (index < end) {
                if (coefficients[index] != 0) {
                    refine(bits, index, one);
                } else if (run-- == 0) {
                    coefficients[index++] = (short) value;
                    break;
                }
                index++;
            }
        }
        if (endOfBandRun > 0) {
            for (; index < end; index++) {
                if (coefficients[index] != 0) {
                    refine(bits, index, one);
                }
            }
            endOfBandRun--;
        }
    }

    private void refine(JpegBits bits, int index, int one) {
        if (bits.bit() == 1) {
            coefficients[index] += (short) (coefficients[index] > 0 ? one : -one);
        }
    }

    /** The samples, after the last scan. */
    short[] samples() {
        for (int bit : lowest) {
            if (bit != 0) {
                throw DamagedStream.endsEarly(stream.length);
            }
        }
        short[] samples = new short[frame.rows() * frame.columns()];
        InverseDct transform = new InverseDct(frame, steps, samples);
        for (int block = 0; block < blocks; block++) {
            transform.transform(coefficients, block * COEFFICIENTS, block);
        }
        return samples;
    }
}
