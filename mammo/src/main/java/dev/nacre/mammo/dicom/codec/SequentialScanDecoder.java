package dev.nacre.mammo.dicom.codec;

import java.util.Arrays;

/** Baseline and extended coding by the cosine transform, block after block (T.81 annex F), of 8 or 12 bits. */
final class SequentialScanDecoder {
    private static final int COEFFICIENTS = 64;
    /** Each block has at least a code for its DC coefficient and one that ends it. */
    private static final int LEAST_BITS = 2;
    /** T.81 table F.6: the widest difference of DC coefficients, at 12 bits. */
    private static final int WIDEST_DIFFERENCE = 15;

    private SequentialScanDecoder() {
    }

    /** The samples, as {@link FrameDecoder#decode} gives them. */
    static short[] decode(byte[] stream, JpegFrame frame, JpegScan scan, JpegTables tables) {
        HuffmanTable dcTable = tables.dc(scan, WIDEST_DIFFERENCE);
        HuffmanTable acTable = tables.ac(scan);
        int[] steps = tables.quantization(frame, scan);
        int blocks = InverseDct.blocks(frame);
        if (8L * (stream.length - scan.start()) < (long) LEAST_BITS * blocks) {
            throw DamagedStream.endsEarly(stream.length);
        }
        short[] samples = new short[frame.rows() * frame.columns()];
        InverseDct transform = new InverseDct(frame, steps, samples);
        JpegBits bits = new JpegBits(stream, scan.start());
        short[] coefficients = new short[COEFFICIENTS];
        int restart = tables.restartInterval();
        int dc = 0;
        for (int block = 0; block < blocks; block++) {
            if (restart > 0 && block > 0 && block % restart == 0) {
                bits.restart(block / restart - 1);
                dc = 0;
            }
            Arrays.fill(coefficients, (short) 0);
            bits.fill();
            dc += bits.signed(dcTable.decode(bits));
            coefficients[0] = (short) dc;
            decodeAc(bits, acTable, coefficients);
            bits.requireUnspent();
            transform.transform(coefficients, 0, block);
        }
        bits.finish();
        return samples;
    }

    /** Runs of zeros, each followed by a coefficient (T.81 F.2.2.2): 0xF0 are sixteen zeros, 0x00 ends the block. */
    private static void decodeAc(JpegBits bits, HuffmanTable table, short[] coefficients) {
        int index = 1;
        while (index < COEFFICIENTS) {
            bits.fill();
            int symbol = table.decode(bits);
            int size = symbol & 15;
            if (size == 0 && symbol != 0xF0) {
                return;
            }
            index += symbol >> 4;
            if (index >= COEFFICIENTS) {
                throw DamagedStream.at(bits.position(), "a run of zeros passes the end of its block");
            }
            coefficients[index++] = (short) bits.signed(size);
        }
    }
}
