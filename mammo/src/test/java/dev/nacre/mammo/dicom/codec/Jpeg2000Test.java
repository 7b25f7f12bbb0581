package dev.nacre.mammo.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.DicomException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEG 2000 through worker processes: exact, checked before any process is asked, and never stuck. */
class Jpeg2000Test {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Supplier<List<String>> NEVER = () -> {
        throw new AssertionError("no worker is needed to see this");
    };

    private static Jpeg2000Decoder decoder(Supplier<List<String>> command, Duration limit) {
        return new Jpeg2000Decoder(new Jpeg2000Workers(command, limit, 2), true);
    }

    /** A stream in the boxes of a JP2 file; lossless for noise. */
    private static byte[] boxed(TestFrame frame) throws IOException {
        BufferedImage image = new BufferedImage(frame.columns(), frame.rows(),
                frame.bits() == 8 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_USHORT_GRAY);
        for (int index = 0; index < frame.samples().length; index++) {
            image.getRaster().setSample(index % frame.columns(), index / frame.columns(), 0,
                    Short.toUnsignedInt(frame.samples()[index]));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg 2000").next();
        try (ImageOutputStream target = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(target);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] raw(TestFrame frame) throws IOException {
        byte[] boxed = boxed(frame);
        return Arrays.copyOfRange(boxed, start(boxed), boxed.length);
    }

    private static int start(byte[] stream) {
        int start = 0;
        while ((stream[start] & 0xFF) != 0xFF || stream[start + 1] != 0x4F || stream[start + 3] != 0x51) {
            start++;
        }
        return start;
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16})
    void rawAndBoxedStreamsComeBackExactly(int bits) throws IOException {
        FrameDecoder decoder = decoder(WorkerCommand::jpeg2000, LONG);
        // No smooth pictures: this writer leaves out some of their lowest bits, for any decoder.
        for (TestFrame frame : List.of(TestFrame.of("noise", 33, 50, bits), TestFrame.of("spikes", 1, 37, bits),
                TestFrame.of("noise", 41, 1, bits), TestFrame.of("noise", 64, 9, bits))) {
            assertThat(decoder.decode(boxed(frame), frame.layout())).as(frame.toString()).isEqualTo(frame.samples());
            assertThat(decoder.decode(raw(frame), frame.layout())).as(frame.toString()).isEqualTo(frame.samples());
        }
    }

    @Test
    void contradictionsAreSeenWithoutAWorker() throws IOException {
        FrameDecoder decoder = decoder(NEVER, LONG);
        TestFrame frame = TestFrame.of("slope", 20, 30, 16);
        byte[] stream = raw(frame);
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(20, 31, 1, 16, 16, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("30 x 20").hasMessageContaining("31 x 20");
        assertThatThrownBy(() -> decoder.decode(stream, new FrameLayout(20, 30, 1, 8, 8, false)))
                .isInstanceOf(DicomException.class).hasMessageContaining("16 bits");
        byte[] coloured = stream.clone();
        coloured[41] = 3;
        assertThatThrownBy(() -> decoder.decode(coloured, frame.layout()))
                .isInstanceOf(DicomException.class).hasMessageContaining("3 components");
        // All is there without the two bytes of the end marker.
        for (int length = 0; length < stream.length - 2; length++) {
            byte[] shorter = Arrays.copyOf(stream, length);
            assertThatThrownBy(() -> decoder.decode(shorter, frame.layout())).isInstanceOf(DicomException.class);
        }
    }

    @Test
    void aWorkerServesManyFramesAndThreads() throws IOException {
        AtomicInteger started = new AtomicInteger();
        FrameDecoder decoder = decoder(() -> {
            started.incrementAndGet();
            return WorkerCommand.jpeg2000();
        }, LONG);
        TestFrame frame = TestFrame.of("noise", 64, 64, 16);
        byte[] stream = raw(frame);
        IntStream.range(0, 24).parallel().forEach(count ->
                assertThat(decoder.decode(stream, frame.layout())).isEqualTo(frame.samples()));
        assertThat(started.get()).isBetween(1, 2);
    }

    @Test
    void aWorkerThatHangsIsEndedAndTheNextFrameGetsAFreshOne() throws IOException {
        AtomicInteger started = new AtomicInteger();
        FrameDecoder decoder = decoder(() -> started.getAndIncrement() == 0 ? fake(FakeWorker.Hanging.class)
                : WorkerCommand.jpeg2000(), Duration.ofSeconds(3));
        TestFrame frame = TestFrame.of("noise", 64, 64, 16);
        byte[] stream = raw(frame);
        long start = System.nanoTime();
        assertThatThrownBy(() -> decoder.decode(stream, frame.layout())).isInstanceOf(DicomException.class)
                .hasMessageContaining("longer than 3.0 s");
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
        assertThat(decoder.decode(stream, frame.layout())).isEqualTo(frame.samples());
        assertThat(started.get()).isEqualTo(2);
    }

    @Test
    void aWorkerThatDiesGivesASentenceAndTheNextFrameAFreshOne() throws IOException {
        AtomicInteger started = new AtomicInteger();
        FrameDecoder decoder = decoder(() -> started.getAndIncrement() == 0 ? fake(FakeWorker.Dying.class)
                : WorkerCommand.jpeg2000(), LONG);
        TestFrame frame = TestFrame.of("noise", 64, 64, 16);
        byte[] stream = raw(frame);
        assertThatThrownBy(() -> decoder.decode(stream, frame.layout())).isInstanceOf(DicomException.class)
                .hasMessageContaining("ended the process");
        assertThat(decoder.decode(stream, frame.layout())).isEqualTo(frame.samples());
    }

    private static List<String> fake(Class<?> worker) {
        try {
            Path place = Path.of(worker.getProtectionDomain().getCodeSource().getLocation().toURI());
            return WorkerCommand.java(place.toString(), worker.getName());
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aWorkerEndsWithItsInput() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(WorkerCommand.jpeg2000())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
        process.getOutputStream().close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void damagedStreamsGiveSamplesOrOneSentence() throws IOException {
        FrameDecoder decoder = decoder(WorkerCommand::jpeg2000, Duration.ofMillis(1500));
        Random random = new Random(5);
        for (TestFrame frame : List.of(TestFrame.of("noise", 33, 50, 16), TestFrame.of("slope", 64, 64, 8))) {
            byte[] stream = raw(frame);
            for (int count = 0; count < 150; count++) {
                Mutation.hold(decoder, Mutation.of(stream, random), frame.layout(), frame + ", mutation " + count);
            }
        }
    }
}
