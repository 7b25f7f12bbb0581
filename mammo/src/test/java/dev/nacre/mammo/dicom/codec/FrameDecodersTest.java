package dev.nacre.mammo.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.DicomException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which decoder a transfer syntax gets, and what is said where there is none. */
class FrameDecodersTest {
    private static final String UNKNOWN = "1.2.840.10008.1.2.4.112";

    @ParameterizedTest
    @ValueSource(strings = {"50", "51", "53", "55", "57", "70", "80", "81"})
    void theStreamDecidesAmongJpegsNotTheSyntax(String process) {
        TestFrame frame = TestFrame.of("noise", 16, 16, 12);
        FrameDecoder decoder = FrameDecoders.of("1.2.840.10008.1.2.4." + process);
        byte[] lossless = new JpegLosslessEncoder().encode(frame.samples(), frame.layout());
        assertThat(decoder.decode(lossless, frame.layout())).isEqualTo(frame.samples());
        byte[] jpegLs = JpegLsEncoder.encode(frame, 0, JpegLsPresets.DEFAULT, 0);
        assertThat(decoder.decode(jpegLs, frame.layout())).isEqualTo(frame.samples());
    }

    @Test
    void uncompressedSyntaxesHaveNoDecoder() {
        assertThatThrownBy(() -> FrameDecoders.of("1.2.840.10008.1.2.1")).isInstanceOf(DicomException.class)
                .hasMessageContaining("1.2.840.10008.1.2.1").hasMessageContaining("not compressed");
    }

    @Test
    void otherSyntaxesAreLeftToRegisteredReaders() throws IOException {
        TestFrame frame = TestFrame.of("noise", 9, 12, 16);
        FrameDecoder decoder = FrameDecoders.of(UNKNOWN);
        // The runtime's own reader of PNG plays the part of one that the host has registered.
        byte[] stream = png(frame, BufferedImage.TYPE_USHORT_GRAY);
        assertThat(decoder.decode(stream, frame.layout())).isEqualTo(frame.samples());
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(9, 13, 1, 16, 16, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("12 x 9").hasMessageContaining("13 x 9");
        assertThatThrownBy(() -> decoder.decode(png(frame, BufferedImage.TYPE_INT_RGB), frame.layout()))
                .isInstanceOf(DicomException.class).hasMessageContaining("3 components");
        stream[60] ^= 1;
        assertThatThrownBy(() -> decoder.decode(stream, frame.layout())).isInstanceOf(DicomException.class);
    }

    @Test
    void theSentenceNamesTheSyntax() {
        assertThatThrownBy(() -> FrameDecoders.of(UNKNOWN).decode(new byte[40], new FrameLayout(2, 2, 1, 8, 8, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("JPEG XL").hasMessageContaining(UNKNOWN);
        assertThatThrownBy(() -> FrameDecoders.of("1.2.3").decode(new byte[40], new FrameLayout(2, 2, 1, 8, 8, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("1.2.3");
    }

    /** A reader of JPEG 2000 is on the class path and would take this start of a stream; here it must never run. */
    @Test
    void noReaderOfJpeg2000RunsInThisProcess() {
        byte[] stream = new byte[100];
        byte[] start = {(byte) 0xFF, 0x4F, (byte) 0xFF, 0x51, 0, 41};
        System.arraycopy(start, 0, stream, 0, start.length);
        assertThatThrownBy(() -> FrameDecoders.of("1.2.840.10008.1.2.4.201").decode(stream,
                new FrameLayout(2, 2, 1, 8, 8, false))).isInstanceOf(DicomException.class)
                .hasMessageContaining("no decoder").hasMessageContaining("High-Throughput JPEG 2000");
    }

    private static byte[] png(TestFrame frame, int type) throws IOException {
        BufferedImage image = new BufferedImage(frame.columns(), frame.rows(), type);
        for (int index = 0; index < frame.samples().length; index++) {
            image.getRaster().setSample(index % frame.columns(), index / frame.columns(), 0,
                    Short.toUnsignedInt(frame.samples()[index]));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
