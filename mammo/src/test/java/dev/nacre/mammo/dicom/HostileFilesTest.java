package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files made to take time and memory get at most 2 s of a processor and 256 MiB. */
class HostileFilesTest {
    private static final long MOST_NANOSECONDS = 2_000_000_000L;
    private static final long MOST_BYTES = 256L << 20;
    private static final int MANY = 290_000;

    private static DicomStream stream() {
        return DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG");
    }

    private static byte[] repeated(byte[] part, int count) {
        byte[] all = new byte[part.length * count];
        for (int index = 0; index < count; index++) {
            System.arraycopy(part, 0, all, index * part.length, part.length);
        }
        return all;
    }

    private static byte[] decimals() {
        byte[] one = {'1', '\\'};
        return repeated(one, 500_000);
    }

    private static byte[] escapes() {
        byte[] kanji = {0x1B, '$', 'B', 0x30, 0x21};
        return repeated(kanji, 200_000);
    }

    static Stream<Map.Entry<String, byte[]>> files() {
        byte[] item = DicomStream.explicitLittle().header(Tag.ITEM, "", 0).toBytes();
        byte[] empty = DicomStream.explicitLittle().header(Tag.MANUFACTURER, "LO", 0).toBytes();
        byte[] items = repeated(item, MANY);
        byte[] nested = DicomStream.explicitLittle().header(Tag.VIEW_CODE_SEQUENCE, "SQ", DicomStream.UNDEFINED)
                .header(Tag.ITEM, "", DicomStream.UNDEFINED).toBytes();
        return Stream.of(
                Map.entry("zeros, deflated", stream().raw(new byte[64 << 20]).file("1.2.840.10008.1.2.1.99")),
                Map.entry("many elements", stream().raw(repeated(empty, MANY)).file("1.2.840.10008.1.2.1")),
                Map.entry("many items", stream().header(Tag.VIEW_CODE_SEQUENCE, "SQ", items.length).raw(items)
                        .file("1.2.840.10008.1.2.1")),
                Map.entry("deep nesting", stream().raw(repeated(nested, 60)).raw(repeated(empty, MANY))
                        .file("1.2.840.10008.1.2.1")),
                Map.entry("many fragments", stream().picture(1000, 1000, 8, 8, false)
                        .text(Tag.NUMBER_OF_FRAMES, "IS", Integer.toString(MANY - 1))
                        .header(Tag.PIXEL_DATA, "OB", DicomStream.UNDEFINED).raw(items).file("1.2.840.10008.1.2.5")),
                Map.entry("many frames claimed", stream().picture(8000, 8000, 1, 1, false)
                        .text(Tag.NUMBER_OF_FRAMES, "IS", "2147483647").bytes(Tag.PIXEL_DATA, "OB", new byte[2])
                        .file("1.2.840.10008.1.2.1")),
                Map.entry("many windows", stream().picture(1, 2, 16, 16, false)
                        .bytes(Tag.WINDOW_CENTER, "UT", decimals()).bytes(Tag.WINDOW_WIDTH, "UT", decimals())
                        .bytes(Tag.PIXEL_DATA, "OW", new byte[4]).file("1.2.840.10008.1.2.1")),
                Map.entry("many numbers", stream().bytes(Tag.WINDOW_CENTER, "UN", decimals())
                        .file("1.2.840.10008.1.2.1")),
                Map.entry("many escapes", DicomStream.explicitLittle()
                        .text(Tag.SPECIFIC_CHARACTER_SET, "CS", "\\ISO 2022 IR 87").bytes(0x00080119, "UC", escapes())
                        .file("1.2.840.10008.1.2.1")));
    }

    private static void use(byte[] bytes) {
        try (DicomFile file = DicomFile.of(bytes)) {
            for (DataElement element : file.dataset().elements()) {
                file.dataset().strings(element.tag());
                file.dataset().numbers(element.tag());
            }
            DicomPicture.read(file, 0);
        } catch (DicomException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void timeAndMemoryAreBounded(Map.Entry<String, byte[]> file) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = threads.getCurrentThreadCpuTime();
        use(file.getValue());
        assertThat(threads.getCurrentThreadCpuTime() - start).isLessThan(MOST_NANOSECONDS);
        assertThat(threads.getCurrentThreadAllocatedBytes() - allocated).isLessThan(MOST_BYTES);
    }
}
