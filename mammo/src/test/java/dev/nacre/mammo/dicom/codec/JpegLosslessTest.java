package dev.nacre.mammo.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.DicomException;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lossless decoder and encoder: against each other, and TwelveMonkeys' reader at bits that it takes. */
class JpegLosslessTest {
    private final JpegDecoder decoder = new JpegDecoder();

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void everyPredictorGivesBackEverySample(int bits) {
        for (TestFrame frame : TestFrame.all(bits)) {
            for (int predictor = 1; predictor <= 7; predictor++) {
                for (int restartRows : new int[] {0, 1, 3}) {
                    byte[] stream = encode(new JpegLosslessEncoder(predictor, restartRows), frame);
                    assertThat(decoder.decode(stream, frame.layout()))
                            .as("%s, predictor %d, restart %d", frame, predictor, restartRows)
                            .isEqualTo(frame.samples());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 10, 12, 14, 16})
    void anotherDecoderReadsWhatIsWritten(int bits) throws IOException {
        for (TestFrame frame : TestFrame.all(bits)) {
            for (int predictor = 1; predictor <= 7; predictor++) {
                byte[] stream = encode(new JpegLosslessEncoder(predictor, 0), frame);
                short[] read = twelveMonkeys(stream, bits);
                if (read[read.length - 1] == 0) {
                    // It loses the last sample where that shares its byte with the one before.
                    read[read.length - 1] = frame.samples()[read.length - 1];
                }
                assertThat(read).as("%s, predictor %d", frame, predictor).isEqualTo(frame.samples());
            }
        }
    }

    private static byte[] encode(JpegLosslessEncoder encoder, TestFrame frame) {
        return encoder.encode(frame.samples(), frame.rows(), frame.columns(), frame.bits());
    }

    private static short[] twelveMonkeys(byte[] stream, int bits) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        ImageReader reader = readers.next();
        while (!reader.getClass().getName().contains("twelvemonkeys")) {
            reader = readers.next();
        }
        try {
            reader.setInput(new MemoryCacheImageInputStream(new ByteArrayInputStream(stream)));
            Raster raster = reader.readRaster(0, null);
            int[] values = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
            short[] samples = new short[values.length];
            for (int index = 0; index < samples.length; index++) {
                // It fills the upper bits with ones at some precisions.
                samples[index] = (short) (values[index] & (1 << bits) - 1);
            }
            return samples;
        } finally {
            reader.dispose();
        }
    }

    @Test
    void theFilesWayOfWritingKeepsStoredBitsAlone() {
        short[] samples = {-1, 0, 1, -2048, 2047, -7};
        FrameLayout layout = new FrameLayout(2, 3, 1, 16, 12, true);
        short[] decoded = decoder.decode(new JpegLosslessEncoder().encode(samples, layout), layout);
        assertThat(decoded).containsExactly(0xFFF, 0, 1, 0x800, 0x7FF, 0xFF9);
    }

    @Test
    void pointTransformShiftsBack() {
        TestFrame frame = TestFrame.of("slope", 9, 12, 9);
        byte[] stream = encode(new JpegLosslessEncoder(4, 0), frame);
        // A stream of 12 bits without its lowest three is that of 9 bits under another header.
        stream[6] = 12;
        stream[segment(stream, JpegMarker.SOS) + 5] = 3;
        short[] decoded = decoder.decode(stream, new FrameLayout(9, 12, 1, 16, 12, false));
        for (int index = 0; index < decoded.length; index++) {
            assertThat(decoded[index]).isEqualTo((short) (frame.samples()[index] << 3));
        }
    }

    @Test
    void contradictionsAreNamed() {
        TestFrame frame = TestFrame.of("slope", 9, 12, 12);
        byte[] stream = encode(new JpegLosslessEncoder(), frame);
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(9, 13, 1, 16, 12, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("12 x 9").hasMessageContaining("13 x 9");
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(9, 12, 1, 8, 8, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("12 bits").hasMessageContaining("allocates 8");
        byte[] arithmetic = stream.clone();
        arithmetic[3] = (byte) 0xCB;
        assertThatThrownBy(() -> decoder.decode(arithmetic, frame.layout()))
                .isInstanceOf(DicomException.class).hasMessageContaining("arithmetic");
    }

    @Test
    void tooShortForItsClaimIsRefusedAtOnce() {
        byte[] stream = encode(new JpegLosslessEncoder(), TestFrame.of("flat", 9, 12, 12));
        stream[7] = 60;
        stream[9] = 60;
        FrameLayout layout = new FrameLayout(60 * 256 + 9, 60 * 256 + 12, 1, 16, 12, false);
        assertThatThrownBy(() -> decoder.decode(stream, layout)).isInstanceOf(DicomException.class)
                .hasMessageContaining("million");
        stream[7] = 20;
        stream[9] = 20;
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(5129, 5132, 1, 16, 12, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("before its last pixel");
    }

    @Test
    void truncationIsNoticedWhereverItIs() {
        TestFrame frame = TestFrame.of("noise", 16, 16, 12);
        byte[] stream = encode(new JpegLosslessEncoder(1, 4), frame);
        // Without its last marker a stream still has all its samples.
        for (int length = 0; length < stream.length - 2; length++) {
            byte[] shorter = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> decoder.decode(shorter, frame.layout())).isInstanceOf(DicomException.class);
        }
    }

    @Test
    void damagedStreamsGiveSamplesOrOneSentence() {
        Random random = new Random(2);
        for (TestFrame frame : TestFrame.all(12)) {
            byte[] stream = encode(new JpegLosslessEncoder(1 + random.nextInt(7), random.nextInt(3)), frame);
            for (int count = 0; count < 200; count++) {
                Mutation.hold(decoder, Mutation.of(stream, random), frame.layout(), frame + ", mutation " + count);
            }
        }
    }

    /** Where the content of a segment starts, behind its length. */
    private static int segment(byte[] stream, int marker) {
        int position = 0;
        while ((stream[position] & 0xFF) != 0xFF || (stream[position + 1] & 0xFF) != marker) {
            position++;
        }
        return position + 4;
    }
}
