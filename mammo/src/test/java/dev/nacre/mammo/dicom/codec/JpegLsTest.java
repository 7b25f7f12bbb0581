package dev.nacre.mammo.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.DicomException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG-LS: the example of the standard, round trips at all precisions, and damaged streams. */
class JpegLsTest {
    private final JpegDecoder decoder = new JpegDecoder();

    /** The example of T.87 H.3: 4 x 4 samples and all bytes of their stream. */
    @Test
    void theStandardsExample() {
        int[] stream = {0xFF, 0xD8, 0xFF, 0xF7, 0, 11, 8, 0, 4, 0, 4, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0,
            0xC0, 0x00, 0x00, 0x6C, 0x80, 0x20, 0x8E, 0x01, 0xC0, 0x00, 0x00, 0x57, 0x40, 0x00, 0x00, 0x6E, 0xE6, 0x00,
            0x00, 0x01, 0xBC, 0x18, 0x00, 0x00, 0x05, 0xD8, 0x00, 0x00, 0x91, 0x60, 0xFF, 0xD9};
        byte[] bytes = new byte[stream.length];
        for (int index = 0; index < bytes.length; index++) {
            bytes[index] = (byte) stream[index];
        }
        assertThat(decoder.decode(bytes, new FrameLayout(4, 4, 1, 8, 8, false))).containsExactly(
                0, 0, 90, 74, 68, 50, 43, 205, 64, 145, 145, 145, 100, 145, 145, 145);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void whatWasEncodedComesBackWithinTheAllowedError(int bits) {
        for (TestFrame frame : TestFrame.all(bits)) {
            for (int near = 0; near <= Math.min(3, (1 << bits) - 1 >> 1); near++) {
                for (int restart : new int[] {0, 1, 5}) {
                    byte[] stream = JpegLsEncoder.encode(frame, near, JpegLsPresets.DEFAULT, restart);
                    short[] decoded = decoder.decode(stream, frame.layout());
                    assertThat(largestError(frame.samples(), decoded)).as("%s, near %d, restart %d", frame, near,
                            restart).isLessThanOrEqualTo(near);
                }
            }
        }
    }

    @Test
    void presetsOfTheStreamAreUsed() {
        TestFrame frame = TestFrame.of("slope", 40, 30, 9);
        // Twelve bits of which only 511 levels are used, other classes of gradients, and early halving.
        TestFrame wider = new TestFrame(frame.name(), 40, 30, 12, frame.samples());
        for (JpegLsPresets presets : new JpegLsPresets[] {new JpegLsPresets(511, 0, 0, 0, 0),
            new JpegLsPresets(511, 4, 9, 33, 0), new JpegLsPresets(0, 0, 0, 0, 31),
            new JpegLsPresets(511, 1, 1, 1, 3)}) {
            byte[] stream = JpegLsEncoder.encode(wider, 0, presets, 0);
            assertThat(decoder.decode(stream, wider.layout())).as(presets.toString()).isEqualTo(frame.samples());
        }
    }

    @Test
    void nearLosslessLevelsStayWithinTheStoredBits() {
        TestFrame frame = TestFrame.of("noise", 30, 40, 12);
        TestFrame wider = new TestFrame(frame.name(), 30, 40, 16, frame.samples());
        byte[] stream = JpegLsEncoder.encode(wider, 3, JpegLsPresets.DEFAULT, 0);
        FrameLayout layout = frame.layout();
        short[] decoded = decoder.decode(stream, layout);
        assertThat(largestError(frame.samples(), decoded)).isLessThanOrEqualTo(3);
        for (short level : decoded) {
            assertThat(level).isBetween((short) 0, (short) 4095);
        }
    }

    @Test
    void mappingTablesAndLargerSizesAreRefused() {
        TestFrame frame = TestFrame.of("slope", 9, 12, 8);
        byte[] mapped = JpegLsEncoder.encode(frame, 0, JpegLsPresets.DEFAULT, 0);
        mapped[21] = 1;
        assertThatThrownBy(() -> decoder.decode(mapped, frame.layout())).isInstanceOf(DicomException.class)
                .hasMessageContaining("mapping table");
        byte[] larger = JpegLsEncoder.encode(frame, 0, new JpegLsPresets(255, 0, 0, 0, 0), 0);
        larger[19] = 4;
        assertThatThrownBy(() -> decoder.decode(larger, frame.layout())).isInstanceOf(DicomException.class)
                .hasMessageContaining("65535");
    }

    @Test
    void truncationIsNoticedWhereverItIs() {
        TestFrame frame = TestFrame.of("noise", 16, 16, 12);
        byte[] stream = JpegLsEncoder.encode(frame, 0, JpegLsPresets.DEFAULT, 4);
        for (int length = 0; length < stream.length - 3; length++) {
            byte[] shorter = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> decoder.decode(shorter, frame.layout())).isInstanceOf(DicomException.class);
        }
    }

    @Test
    void damagedStreamsGiveSamplesOrOneSentence() {
        Random random = new Random(3);
        for (TestFrame frame : TestFrame.all(12)) {
            byte[] stream = JpegLsEncoder.encode(frame, random.nextInt(2), new JpegLsPresets(4095, 0, 0, 0, 0),
                    random.nextInt(3));
            for (int count = 0; count < 200; count++) {
                Mutation.hold(decoder, Mutation.of(stream, random), frame.layout(), frame + ", mutation " + count);
            }
        }
    }

    private static int largestError(short[] expected, short[] decoded) {
        int largest = 0;
        for (int index = 0; index < expected.length; index++) {
            largest = Math.max(largest,
                    Math.abs(Short.toUnsignedInt(expected[index]) - Short.toUnsignedInt(decoded[index])));
        }
        return largest;
    }
}
