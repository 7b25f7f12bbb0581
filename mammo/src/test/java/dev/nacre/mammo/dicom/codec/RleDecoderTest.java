package dev.nacre.mammo.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.DicomException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The run-length decoder against PS3.5 annex G: by hand, by an encoder, and with damaged streams. */
class RleDecoderTest {
    private final RleDecoder decoder = new RleDecoder();

    @Test
    void runsLiteralsAndNothing() {
        byte[] stream = new byte[64 + 9];
        stream[0] = 1;
        stream[4] = 64;
        // Three literals, no operation, four times 9.
        System.arraycopy(new byte[] {2, 5, 6, (byte) 0xC8, -128, -3, 9, 0, 0}, 0, stream, 64, 9);
        assertThat(decoder.decode(stream, new FrameLayout(1, 7, 1, 8, 8, false)))
                .containsExactly(5, 6, 0xC8, 9, 9, 9, 9);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void whatWasEncodedComesBack(int bitsAllocated) {
        for (TestFrame frame : TestFrame.all(Math.min(16, bitsAllocated))) {
            int[] samples = new int[frame.samples().length];
            Arrays.setAll(samples, index -> Short.toUnsignedInt(frame.samples()[index]));
            FrameLayout layout = new FrameLayout(frame.rows(), frame.columns(), 1, bitsAllocated, frame.bits(), false);
            byte[] stream = RleEncoder.encode(samples, bitsAllocated / 8);
            assertThat(decoder.decode(stream, layout)).as(frame.toString()).isEqualTo(frame.samples());
        }
    }

    @Test
    void segmentsMustMatchTheSamples() {
        byte[] stream = RleEncoder.encode(new int[100], 2);
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(10, 10, 1, 8, 8, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("2 segments").hasMessageContaining("1 bytes");
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(10, 10, 1, 1, 1, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("1 bits");
    }

    @Test
    void tooShortForItsClaimIsRefusedAtOnce() {
        byte[] stream = RleEncoder.encode(new int[100], 1);
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(8000, 8000, 1, 8, 8, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("before its last pixel");
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(60_000, 60_000, 1, 8, 8, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("64 million");
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(10, 10, 3, 8, 8, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("colour");
    }

    @Test
    void damagedStreamsGiveSamplesOrOneSentence() {
        Random random = new Random(1);
        for (TestFrame frame : TestFrame.all(12)) {
            int[] samples = new int[frame.samples().length];
            Arrays.setAll(samples, index -> frame.samples()[index]);
            byte[] stream = RleEncoder.encode(samples, 2);
            for (int count = 0; count < 200; count++) {
                Mutation.hold(decoder, Mutation.of(stream, random), frame.layout(), frame + ", mutation " + count);
            }
        }
    }
}
