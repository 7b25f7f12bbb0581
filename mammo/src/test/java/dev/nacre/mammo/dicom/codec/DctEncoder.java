package dev.nacre.mammo.dicom.codec;

import java.util.ArrayList;
import java.util.List;

/** JPEG by the cosine transform, sequential and progressive, for tests (T.81 annexes F and G), slow and plain. */
final class DctEncoder {
    private static final int[] PLACE = place();
    private static final double[] BASIS = bases();
    private static final int DC = 256;
    private static final int PLAIN = -1;
    private static final int RESTART = -2;

    private final TestFrame frame;
    private final int step;
    private final int restart;
    private final int blocks;
    private final int[][] coefficients;
    private final JpegBitWriter writer = new JpegBitWriter(1 << 16);
    /** What a scan writes, before its tables are known: symbol, bits, their number. DC symbols lie from 256 up. */
    private final List<int[]> items = new ArrayList<>();
    private int run;
    private final List<Integer> corrections = new ArrayList<>();

    /** @param step of quantization, the same for all coefficients */
    DctEncoder(TestFrame frame, int step, int restart) {
        this.frame = frame;
        this.step = step;
        this.restart = restart;
        int across = (frame.columns() + 7) / 8;
        blocks = across * ((frame.rows() + 7) / 8);
        coefficients = new int[blocks][64];
        for (int block = 0; block < blocks; block++) {
            for (int index = 0; index < 64; index++) {
                coefficients[block][index] = (int) Math.round(
                        coefficient(block / across * 8, block % across * 8, PLACE[index]) / step);
            }
        }
    }

    /** Along the diagonals, up and down in turn (T.81 figure A.6). */
    private static int[] place() {
        int[] place = new int[64];
        int index = 0;
        for (int diagonal = 0; diagonal < 15; diagonal++) {
            for (int other = Math.max(0, diagonal - 7); other <= Math.min(7, diagonal); other++) {
                int row = diagonal % 2 == 0 ? diagonal - other : other;
                place[index++] = row * 8 + diagonal - row;
            }
        }
        return place;
    }

    private double coefficient(int top, int left, int place) {
        double sum = 0;
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                int level = frame.samples()[Math.min(frame.rows() - 1, top + row) * frame.columns()
                        + Math.min(frame.columns() - 1, left + column)] - (1 << frame.bits() - 1);
                sum += level * basis(row, place / 8) * basis(column, place % 8);
            }
        }
        return sum;
    }

    private static double basis(int position, int frequency) {
        return BASIS[position * 8 + frequency];
    }

    private static double[] bases() {
        double[] bases = new double[64];
        for (int index = 0; index < 64; index++) {
            int frequency = index % 8;
            bases[index] = (frequency == 0 ? Math.sqrt(0.125) : 0.5)
                    * Math.cos((2 * (index / 8) + 1) * frequency * Math.PI / 16);
        }
        return bases;
    }

    /** What an exact decoder makes of the coefficients. */
    double[] decoded() {
        double[] levels = new double[frame.samples().length];
        int across = (frame.columns() + 7) / 8;
        for (int index = 0; index < levels.length; index++) {
            int row = index / frame.columns();
            int column = index % frame.columns();
            double level = 1 << frame.bits() - 1;
            for (int number = 0; number < 64; number++) {
                level += coefficients[row / 8 * across + column / 8][number] * step * basis(row % 8, PLACE[number] / 8)
                        * basis(column % 8, PLACE[number] % 8);
            }
            levels[index] = Math.max(0, Math.min((1 << frame.bits()) - 1, level));
        }
        return levels;
    }

    byte[] sequential() {
        start(JpegMarker.SOF1);
        int previous = 0;
        for (int block = 0; block < blocks; block++) {
            if (restartsBefore(block)) {
                previous = 0;
            }
            coded(DC, coefficients[block][0] - previous);
            previous = coefficients[block][0];
            int zeros = 0;
            for (int index = 1; index < 64; index++) {
                zeros = coefficient(zeros, coefficients[block][index]);
            }
            if (zeros > 0) {
                items.add(new int[] {0, 0, 0});
            }
        }
        scan(0, 63, 0, 0);
        writer.marker(JpegMarker.EOI);
        return writer.toByteArray();
    }

    byte[] progressive() {
        start(JpegMarker.SOF2);
        firstDc(1);
        firstBand(1, 5, 2);
        firstBand(6, 63, 2);
        refineBand(1, 63, 1);
        for (int block = 0; block < blocks; block++) {
            restartsBefore(block);
            items.add(new int[] {PLAIN, coefficients[block][0] & 1, 1});
        }
        scan(0, 0, 1, 0);
        refineBand(1, 63, 0);
        writer.marker(JpegMarker.EOI);
        return writer.toByteArray();
    }

    private void firstDc(int low) {
        int previous = 0;
        for (int block = 0; block < blocks; block++) {
            if (restartsBefore(block)) {
                previous = 0;
            }
            coded(DC, (coefficients[block][0] >> low) - previous);
            previous = coefficients[block][0] >> low;
        }
        scan(0, 0, 0, low);
    }

    private void firstBand(int first, int last, int low) {
        for (int block = 0; block < blocks; block++) {
            restartsBefore(block);
            int zeros = 0;
            for (int index = first; index <= last; index++) {
                // Magnitudes are shifted, not values (T.81 G.1.2.1).
                int value = coefficients[block][index];
                int shifted = value < 0 ? -(-value >> low) : value >> low;
                if (shifted != 0) {
                    endOfBands();
                }
                zeros = coefficient(zeros, shifted);
            }
            if (zeros > 0) {
                run++;
            }
        }
        endOfBands();
        scan(first, last, 0, low);
    }

    private void refineBand(int first, int last, int low) {
        for (int block = 0; block < blocks; block++) {
            restartsBefore(block);
            int newest = last;
            while (newest >= first && Math.abs(coefficients[block][newest]) >> low != 1) {
                newest--;
            }
            int zeros = 0;
            List<Integer> passed = new ArrayList<>();
            for (int index = first; index <= last; index++) {
                int magnitude = Math.abs(coefficients[block][index]) >> low;
                if (magnitude > 1) {
                    passed.add(magnitude & 1);
                    continue;
                }
                if (magnitude == 1) {
                    endOfBands();
                    items.add(new int[] {zeros << 4 | 1, coefficients[block][index] > 0 ? 1 : 0, 1});
                    plain(passed);
                    zeros = 0;
                } else if (++zeros == 16 && index < newest) {
                    endOfBands();
                    items.add(new int[] {0xF0, 0, 0});
                    plain(passed);
                    zeros = 0;
                }
            }
            if (zeros > 0 || !passed.isEmpty()) {
                run++;
                corrections.addAll(passed);
            }
        }
        endOfBands();
        scan(first, last, low + 1, low);
    }

    private void plain(List<Integer> bits) {
        bits.forEach(bit -> items.add(new int[] {PLAIN, bit, 1}));
        bits.clear();
    }

    /** Blocks whose bands have ended are told together: EOBn, then the corrections that they hold. */
    private void endOfBands() {
        if (run > 0) {
            int size = 31 - Integer.numberOfLeadingZeros(run);
            items.add(new int[] {size << 4, run & (1 << size) - 1, size});
            plain(corrections);
            run = 0;
        }
    }

    private boolean restartsBefore(int block) {
        boolean restarts = restart > 0 && block > 0 && block % restart == 0;
        if (restarts) {
            endOfBands();
            items.add(new int[] {RESTART, block / restart - 1 & 7, 0});
        }
        return restarts;
    }

    private int coefficient(int zeros, int value) {
        if (value == 0) {
            return zeros + 1;
        }
        for (int rest = zeros; rest > 15; rest -= 16) {
            items.add(new int[] {0xF0, 0, 0});
        }
        coded((zeros & 15) << 4, value);
        return 0;
    }

    private void coded(int prefix, int value) {
        int size = 32 - Integer.numberOfLeadingZeros(Math.abs(value));
        items.add(new int[] {prefix | size, (value < 0 ? value - 1 : value) & (1 << size) - 1, size});
    }

    private void start(int process) {
        writer.marker(JpegMarker.SOI);
        writer.marker(JpegMarker.DQT);
        writer.pair(131);
        writer.octet(0x10);
        for (int index = 0; index < 64; index++) {
            writer.pair(step);
        }
        writer.marker(process);
        writer.pair(11);
        writer.octet(frame.bits());
        writer.pair(frame.rows());
        writer.pair(frame.columns());
        writer.octet(1);
        writer.octet(7);
        writer.octet(0x11);
        writer.octet(0);
        if (restart > 0) {
            writer.marker(JpegMarker.DRI);
            writer.pair(4);
            writer.pair(restart);
        }
    }

    /** Writes what was gathered as a scan, behind a table made for it. */
    private void scan(int first, int last, int high, int low) {
        HuffmanCode[] codes = {table(DC, 0x02), table(0, 0x12)};
        writer.marker(JpegMarker.SOS);
        writer.pair(8);
        writer.octet(1);
        writer.octet(7);
        writer.octet(0x22);
        writer.octet(first);
        writer.octet(last);
        writer.octet(high << 4 | low);
        for (int[] item : items) {
            if (item[0] == RESTART) {
                writer.pad();
                writer.marker(JpegMarker.RST0 + item[1]);
            } else {
                if (item[0] >= 0) {
                    HuffmanCode code = codes[item[0] < DC ? 1 : 0];
                    writer.bits(code.code(item[0] % DC), code.length(item[0] % DC));
                }
                writer.bits(item[1], item[2]);
            }
        }
        writer.pad();
        items.clear();
    }

    private HuffmanCode table(int from, int kind) {
        long[] frequencies = new long[256];
        items.stream().filter(item -> item[0] >= from && item[0] < from + 256)
                .forEach(item -> frequencies[item[0] - from]++);
        HuffmanCode code = new HuffmanCode(frequencies);
        byte[] definition = code.definition();
        if (definition.length > 16) {
            writer.marker(JpegMarker.DHT);
            writer.pair(3 + definition.length);
            writer.octet(kind);
            for (byte octet : definition) {
                writer.octet(octet);
            }
        }
        return code;
    }
}
