package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of many frames takes the memory of the frames that are asked for, and no more. */
class LazyPixelsTest {
    private static final int SIDE = 512;
    private static final int FRAMES = 2000;
    private static final long FRAME_BYTES = 2L * SIDE * SIDE;
    private static final long SLACK = 1 << 20;

    @TempDir
    private Path folder;

    /** Zeros but for the first pixel of each frame, which is its number; a gigabyte, of which the disk holds little. */
    private Path write() throws IOException {
        byte[] head = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG").picture(SIDE, SIDE, 16, 16, false)
                .text(Tag.NUMBER_OF_FRAMES, "IS", Integer.toString(FRAMES))
                .header(Tag.PIXEL_DATA, "OW", (int) (FRAMES * FRAME_BYTES)).file("1.2.840.10008.1.2.1");
        Path target = folder.resolve("frames.dcm");
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap(head), 0);
            for (int frame = 0; frame < FRAMES; frame++) {
                ByteBuffer number = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN).putShort(0, (short) frame);
                channel.write(number, head.length + frame * FRAME_BYTES);
            }
            channel.write(ByteBuffer.allocate(1), head.length + FRAMES * FRAME_BYTES - 1);
        }
        return target;
    }

    @Test
    void aFrameTakesTheMemoryOfThatFrame() throws IOException {
        Path target = write();
        try (DicomFile warm = DicomFile.open(target)) {
            assertThat(warm.pixels().frame(0)).hasSize(SIDE * SIDE);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        try (DicomFile file = DicomFile.open(target)) {
            short[] last = file.pixels().frame(FRAMES - 1);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(FRAME_BYTES + SLACK);
            assertThat(last[0]).isEqualTo((short) (FRAMES - 1));
        }
    }

    @Test
    void manyThreadsReadOneFile() throws IOException {
        try (DicomFile file = DicomFile.open(write())) {
            PixelData pixels = file.pixels();
            assertThat(IntStream.range(0, FRAMES).parallel().filter(frame -> frame % 7 == 0)
                    .allMatch(frame -> pixels.frame(frame)[0] == (short) frame)).isTrue();
        }
    }
}
