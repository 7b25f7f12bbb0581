package dev.nacre.mammo.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Codes of the encoder: decodable, no longer than 16 bits, never all ones, and as short as they can be. */
class HuffmanCodeTest {
    @Test
    void randomFrequencies() {
        Random random = new Random(6);
        for (int round = 0; round < 500; round++) {
            long[] frequencies = new long[1 + random.nextInt(256)];
            for (int symbol = 0; symbol < frequencies.length; symbol++) {
                frequencies[symbol] = random.nextInt(4) == 0 ? 0 : 1L << random.nextInt(12);
            }
            check(frequencies);
        }
    }

    /** Where each frequency is the sum of the two before, the code would take a bit more for each symbol. */
    @Test
    void frequenciesThatAskForLongCodes() {
        for (int symbols = 1; symbols <= 60; symbols++) {
            long[] frequencies = new long[symbols];
            for (int symbol = 0; symbol < symbols; symbol++) {
                frequencies[symbol] = symbol < 2 ? 1 : frequencies[symbol - 1] + frequencies[symbol - 2];
            }
            check(frequencies);
        }
    }

    @Test
    void frequentSymbolsGetTheEntropysLength() {
        // Powers of two, but for the code that is left free.
        HuffmanCode code = new HuffmanCode(new long[] {1 << 20, 1 << 19, 1 << 18, 1 << 17});
        assertThat(new int[] {code.length(0), code.length(1), code.length(2), code.length(3)})
                .containsExactly(1, 2, 3, 4);
    }

    private static void check(long[] frequencies) {
        HuffmanCode code = new HuffmanCode(frequencies);
        int[] owner = new int[1 << 16];
        Arrays.fill(owner, -1);
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            int length = code.length(symbol);
            assertThat(length > 0).as("symbol %d", symbol).isEqualTo(frequencies[symbol] > 0);
            if (length > 0) {
                assertThat(length).isLessThanOrEqualTo(16);
                assertThat(code.code(symbol)).isBetween(0, (1 << length) - 2);
                int from = code.code(symbol) << 16 - length;
                int to = from + (1 << 16 - length);
                assertThat(Arrays.stream(owner, from, to).allMatch(free -> free == -1)).as("free").isTrue();
                Arrays.fill(owner, from, to, symbol);
            }
        }
        byte[] definition = code.definition();
        int[] counts = new int[17];
        for (int length = 1; length <= 16; length++) {
            counts[length] = definition[length - 1] & 0xFF;
        }
        HuffmanTable table = new HuffmanTable(counts, Arrays.copyOfRange(definition, 16, definition.length), 0);
        for (int symbol = 0; symbol < frequencies.length; symbol++) {
            if (frequencies[symbol] > 0) {
                JpegBitWriter writer = new JpegBitWriter(8);
                writer.bits(code.code(symbol), code.length(symbol));
                writer.pad();
                JpegBits bits = new JpegBits(writer.toByteArray(), 0);
                bits.fill();
                assertThat(table.decode(bits)).isEqualTo(symbol);
            }
        }
    }
}
