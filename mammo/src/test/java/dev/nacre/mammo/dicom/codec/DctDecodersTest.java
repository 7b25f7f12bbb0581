package dev.nacre.mammo.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.DicomException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequential and progressive JPEG against sums of cosines in double precision, and damaged streams. */
class DctDecodersTest {
    private final JpegDecoder decoder = new JpegDecoder();

    @ParameterizedTest
    @ValueSource(ints = {8, 12})
    void levelsAreThoseOfTheCosineSums(int bits) {
        for (TestFrame frame : TestFrame.all(bits)) {
            // The smallest differences of DC coefficients that 12 bits allow take 15 bits.
            for (int step : new int[] {1, 5, 300}) {
                for (int restart : new int[] {0, 3}) {
                    DctEncoder encoder = new DctEncoder(frame, step, restart);
                    double[] expected = encoder.decoded();
                    short[] sequential = decoder.decode(encoder.sequential(), frame.layout());
                    String what = frame + ", step " + step + ", restart " + restart;
                    assertThat(largestError(expected, sequential)).as(what).isLessThan(0.501);
                    assertThat(decoder.decode(new DctEncoder(frame, step, restart).progressive(), frame.layout()))
                            .as(what + ", progressive").isEqualTo(sequential);
                }
            }
        }
    }

    private static double largestError(double[] expected, short[] levels) {
        double largest = 0;
        for (int index = 0; index < levels.length; index++) {
            largest = Math.max(largest, Math.abs(expected[index] - levels[index]));
        }
        return largest;
    }

    @Test
    void levelsBeyondTheStoredBitsAreBroughtBack() {
        TestFrame frame = TestFrame.of("patches", 16, 16, 12);
        short[] decoded = decoder.decode(new DctEncoder(frame, 300, 0).sequential(),
                new FrameLayout(16, 16, 1, 16, 10, false));
        assertThat(decoded).contains((short) 1023);
        for (short level : decoded) {
            assertThat(level).isBetween((short) 0, (short) 1023);
        }
    }

    @Test
    void aProgressivePictureMustBeComplete() {
        TestFrame frame = TestFrame.of("slope", 16, 16, 12);
        byte[] stream = new DctEncoder(frame, 5, 0).progressive();
        int last = stream.length - 2;
        while ((stream[last] & 0xFF) != 0xFF || (stream[last + 1] & 0xFF) != JpegMarker.DHT) {
            last--;
        }
        byte[] blurred = Arrays.copyOf(stream, last);
        assertThatThrownBy(() -> decoder.decode(blurred, frame.layout())).isInstanceOf(DicomException.class)
                .hasMessageContaining("before its last pixel");
    }

    @Test
    void aHeightThatComesLaterIsRefused() {
        TestFrame frame = TestFrame.of("slope", 16, 16, 8);
        byte[] stream = new DctEncoder(frame, 5, 0).sequential();
        int header = 2 + 2 + 131;
        stream[header + 5] = 0;
        stream[header + 6] = 0;
        assertThatThrownBy(() -> decoder.decode(stream, frame.layout())).isInstanceOf(DicomException.class)
                .hasMessageContaining("DNL");
    }

    @Test
    void tooShortForItsClaimIsRefusedAtOnce() {
        TestFrame frame = TestFrame.of("flat", 16, 16, 8);
        for (byte[] stream : new byte[][] {new DctEncoder(frame, 5, 0).sequential(),
            new DctEncoder(frame, 5, 0).progressive()}) {
            int header = 2 + 2 + 131;
            stream[header + 5] = 31;
            stream[header + 7] = 31;
            FrameLayout layout = new FrameLayout(31 * 256 + 16, 31 * 256 + 16, 1, 8, 8, false);
            assertThatThrownBy(() -> decoder.decode(stream, layout)).isInstanceOf(DicomException.class)
                    .hasMessageContaining("before its last pixel");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void damagedStreamsGiveSamplesOrOneSentence(boolean progressive) {
        Random random = new Random(4);
        for (TestFrame frame : TestFrame.all(12)) {
            DctEncoder encoder = new DctEncoder(frame, 9, random.nextInt(4));
            byte[] stream = progressive ? encoder.progressive() : encoder.sequential();
            for (int count = 0; count < 200; count++) {
                Mutation.hold(decoder, Mutation.of(stream, random), frame.layout(), frame + ", mutation " + count);
            }
        }
    }
}
