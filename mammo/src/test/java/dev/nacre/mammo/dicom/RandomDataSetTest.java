package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.dicom.TransferSyntax.Encoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Data sets grown at random are read as they were written, in every encoding, and by way of the writer once more. */
class RandomDataSetTest {
    private static final int CASES = 150;
    private static final int DEEPEST = 5;

    /** Known tags with VRs of every form, ascending. */
    private static final int[] TEXTS = {0x00080060, 0x00080070, 0x00081030, 0x00100010, 0x00181160, 0x00204000,
        0x00400310};
    private static final int[] SHORTS = {0x00280010, 0x00280011, 0x00280106};
    private static final int[] SEQUENCES = {0x00283010, 0x00400260, 0x00540220, 0x52009229};

    private final Random random;

    RandomDataSetTest() {
        random = new Random(17);
    }

    /** A stream and what a reader should make of it, as text. */
    private record Grown(DicomStream stream, String expected) {
    }

    private Grown grow(DicomStream stream, int depth) {
        List<String> expected = new ArrayList<>();
        for (int tag : TEXTS) {
            if (random.nextBoolean()) {
                String value = "v".repeat(random.nextInt(40));
                stream.text(tag, TagDictionary.vr(tag).name(), value);
                expected.add(Tag.text(tag) + value);
            }
        }
        for (int tag : SHORTS) {
            if (random.nextBoolean()) {
                int value = random.nextInt(1 << 16);
                stream.shorts(tag, "US", value);
                expected.add(Tag.text(tag) + value);
            }
        }
        for (int tag : SEQUENCES) {
            if (depth < DEEPEST && random.nextInt(3) == 0) {
                List<Grown> items = new ArrayList<>();
                for (int count = random.nextInt(3); count > 0; count--) {
                    items.add(grow(stream.fresh(), depth + 1));
                }
                stream.sequence(tag, random.nextBoolean(), items.stream().map(Grown::stream)
                        .toArray(DicomStream[]::new));
                expected.add(Tag.text(tag) + items.stream().map(Grown::expected).toList());
            }
        }
        return new Grown(stream, expected.stream().sorted().collect(Collectors.joining(" ")));
    }

    private static String described(DataSet dataset) {
        List<String> elements = new ArrayList<>();
        for (DataElement element : dataset.elements()) {
            String value = switch (element.vr()) {
                case SQ -> element.items().stream().map(RandomDataSetTest::described).toList().toString();
                case US -> Integer.toString(dataset.integer(element.tag()).orElseThrow());
                default -> String.join("\\", dataset.strings(element.tag()));
            };
            elements.add(Tag.text(element.tag()) + value);
        }
        return elements.stream().sorted().collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @EnumSource
    void treesAreReadBack(Encoding encoding) {
        for (int number = 0; number < CASES; number++) {
            DicomStream stream = DicomStream.of(encoding).text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 192");
            Grown grown = grow(stream, 0);
            String uid = switch (encoding) {
                case IMPLICIT_LITTLE -> "1.2.840.10008.1.2";
                case EXPLICIT_LITTLE -> number % 2 == 0 ? "1.2.840.10008.1.2.1" : "1.2.840.10008.1.2.1.99";
                case EXPLICIT_BIG -> "1.2.840.10008.1.2.2";
            };
            try (DicomFile file = DicomFile.of(stream.file(uid))) {
                assertThat(file.problem()).isEmpty();
                assertThat(described(file.dataset())).as("case %d", number)
                        .isEqualTo("(0008,0005)ISO_IR 192 ".concat(grown.expected()).strip());
            }
        }
    }

    @Test
    void treesSurviveTheWriter(@TempDir Path folder) {
        PixelFrames pixels = new PixelFrames(1, 1, 8, false, "MONOCHROME2", List.of(new short[] {7}));
        for (int number = 0; number < CASES; number++) {
            Grown grown = grow(DicomStream.of(Encoding.EXPLICIT_BIG), 1);
            byte[] bytes = DicomStream.of(Encoding.EXPLICIT_BIG).text(Tag.SOP_CLASS_UID, "UI", "1.2")
                    .text(Tag.SOP_INSTANCE_UID, "UI", "1.3").sequence(0x00081115, true, grown.stream())
                    .file("1.2.840.10008.1.2.2");
            Path target = folder.resolve("tree.dcm");
            try (DicomFile file = DicomFile.of(bytes)) {
                DicomWriter.write(target, file.dataset(), pixels, DicomWriter.Compression.NONE);
            }
            try (DicomFile file = DicomFile.open(target)) {
                assertThat(described(file.dataset().items(0x00081115).getFirst())).isEqualTo(grown.expected());
            }
        }
    }
}
