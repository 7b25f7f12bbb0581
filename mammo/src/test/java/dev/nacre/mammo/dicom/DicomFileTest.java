package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.TransferSyntax.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, data sets and values, from streams that this test makes. */
class DicomFileTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final int PRIVATE = 0x00191001;

    private static String uid(Encoding encoding) {
        return switch (encoding) {
            case IMPLICIT_LITTLE -> "1.2.840.10008.1.2";
            case EXPLICIT_LITTLE -> EXPLICIT;
            case EXPLICIT_BIG -> "1.2.840.10008.1.2.2";
        };
    }

    @ParameterizedTest
    @EnumSource
    void valuesOfAllKindsAreRead(Encoding encoding) {
        byte[] bytes = DicomStream.of(encoding).text(Tag.MODALITY, "CS", "MG").text(0x00081030, "LO", " a study ")
                .text(0x00181150, "IS", "1149").text(Tag.IMAGER_PIXEL_SPACING, "DS", "0.0940\\ 0.094 ")
                .doubles(0x00189306, 0.6, -1e300).ints(0x00186020, "SL", -5).shorts(Tag.ROWS, "US", 65_535)
                .shorts(0x00281041, "SS", -1).shorts(0x00280009, "AT", 0x0018, 0x1063).file(uid(encoding));
        try (DicomFile file = DicomFile.of(bytes)) {
            DataSet dataset = file.dataset();
            assertThat(file.transferSyntax().uid()).isEqualTo(uid(encoding));
            assertThat(file.problem()).isEmpty();
            assertThat(dataset.string(Tag.MODALITY)).contains("MG");
            assertThat(dataset.strings(0x00081030)).containsExactly("a study");
            assertThat(dataset.integer(0x00181150)).hasValue(1149);
            assertThat(dataset.numbers(Tag.IMAGER_PIXEL_SPACING)).containsExactly(0.094, 0.094);
            assertThat(dataset.numbers(0x00189306)).containsExactly(0.6, -1e300);
            assertThat(dataset.integer(0x00186020)).hasValue(-5);
            assertThat(dataset.integer(Tag.ROWS)).hasValue(65_535);
            assertThat(dataset.integer(0x00281041)).hasValue(-1);
            assertThat(dataset.numbers(0x00280009)).containsExactly(0x0018, 0x1063);
            assertThat(dataset.elements()).extracting(DataElement::tag).isSorted();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sequencesOfBothKindsNest(Encoding encoding) {
        for (boolean outer : new boolean[] {true, false}) {
            for (boolean inner : new boolean[] {true, false}) {
                DicomStream stream = DicomStream.of(encoding);
                DicomStream code = stream.fresh().text(Tag.CODE_VALUE, "SH", "R-10226");
                DicomStream view = stream.fresh().text(Tag.CODE_VALUE, "SH", "R-10242")
                        .sequence(Tag.VIEW_MODIFIER_CODE_SEQUENCE, inner, code, stream.fresh());
                byte[] bytes = stream.text(Tag.MODALITY, "CS", "MG").sequence(Tag.VIEW_CODE_SEQUENCE, outer, view)
                        .text(Tag.PRESENTATION_LUT_SHAPE, "CS", "IDENTITY").file(uid(encoding));
                try (DicomFile file = DicomFile.of(bytes)) {
                    List<DataSet> views = file.dataset().items(Tag.VIEW_CODE_SEQUENCE);
                    assertThat(views).hasSize(1);
                    List<DataSet> modifiers = views.getFirst().items(Tag.VIEW_MODIFIER_CODE_SEQUENCE);
                    assertThat(modifiers).hasSize(2);
                    assertThat(modifiers.getFirst().string(Tag.CODE_VALUE)).contains("R-10226");
                    assertThat(modifiers.getLast().elements()).isEmpty();
                    assertThat(file.dataset().string(Tag.PRESENTATION_LUT_SHAPE)).contains("IDENTITY");
                    assertThat(file.problem()).isEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unknownValuesHoldItemsInImplicitVr(boolean delimited) {
        DicomStream implicit = DicomStream.of(Encoding.IMPLICIT_LITTLE);
        byte[] item = implicit.fresh().text(Tag.CODE_VALUE, "", "R-10226").toBytes();
        byte[] items = implicit.header(Tag.ITEM, "", item.length).raw(item).toBytes();
        DicomStream stream = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG");
        if (delimited) {
            stream.header(PRIVATE, "UN", DicomStream.UNDEFINED).raw(items).header(Tag.SEQUENCE_DELIMITATION, "", 0);
        } else {
            stream.bytes(Tag.VIEW_CODE_SEQUENCE, "UN", items);
        }
        try (DicomFile file = DicomFile.of(stream.text(Tag.PRESENTATION_LUT_SHAPE, "CS", "IDENTITY").file(EXPLICIT))) {
            List<DataSet> found = file.dataset().items(delimited ? PRIVATE : Tag.VIEW_CODE_SEQUENCE);
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().string(Tag.CODE_VALUE)).contains("R-10226");
            assertThat(file.dataset().string(Tag.PRESENTATION_LUT_SHAPE)).contains("IDENTITY");
        }
    }

    @Test
    void knownTagsOfUnknownVrAreUnderstood() {
        byte[] bytes = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG")
                .bytes(Tag.ROWS, "UN", (byte) 1, (byte) 2).header(0x00280A01, "ZZ", 0).raw(new byte[] {2, 0, 0, 0})
                .raw((byte) 7, (byte) 7).text(Tag.PRESENTATION_LUT_SHAPE, "CS", "IDENTITY").file(EXPLICIT);
        // The unknown VR has reserved bytes and a length of 32 bits, as the standard promises of new ones.
        try (DicomFile file = DicomFile.of(bytes)) {
            assertThat(file.dataset().integer(Tag.ROWS)).hasValue(0x0201);
            assertThat(file.dataset().find(0x00280A01)).get().extracting(DataElement::length).isEqualTo(2L);
            assertThat(file.dataset().string(Tag.PRESENTATION_LUT_SHAPE)).contains("IDENTITY");
        }
    }

    @ParameterizedTest
    @EnumSource
    void oddAndLongValuesAreRead(Encoding encoding) {
        String text = "a long text ".repeat(10_000).strip();
        byte[] bytes = DicomStream.of(encoding).bytes(Tag.MODALITY, "CS", (byte) 'M', (byte) 'G', (byte) ' ')
                .bytes(0x00081030, "LO", (byte) 'x').text(0x00080119, "UC", text).text(0x0040A160, "UT", text)
                .file(uid(encoding));
        try (DicomFile file = DicomFile.of(bytes)) {
            assertThat(file.dataset().string(Tag.MODALITY)).contains("MG");
            assertThat(file.dataset().string(0x00081030)).contains("x");
            assertThat(file.dataset().string(0x0040A160)).contains(text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void privateSequencesAndStrayDelimitersStopNothing(Encoding encoding) {
        DicomStream stream = DicomStream.of(encoding);
        DicomStream inner = stream.fresh().sequence(PRIVATE, true, stream.fresh().text(Tag.MODALITY, "CS", "MG"));
        byte[] bytes = stream.ints(0x00080000, "UL", 1000).text(Tag.MODALITY, "CS", "MG")
                .header(Tag.ITEM_DELIMITATION, "", 0).header(Tag.SEQUENCE_DELIMITATION, "", 0)
                .text(0x00190010, "LO", "NACRE TEST").sequence(PRIVATE, true, inner, stream.fresh())
                .shorts(Tag.ROWS, "US", 7).file(uid(encoding));
        try (DicomFile file = DicomFile.of(bytes)) {
            List<DataSet> items = file.dataset().items(PRIVATE);
            assertThat(items).hasSize(2);
            assertThat(items.getFirst().items(PRIVATE).getFirst().string(Tag.MODALITY)).contains("MG");
            assertThat(file.dataset().integer(Tag.ROWS)).hasValue(7);
            assertThat(file.problem()).isEmpty();
        }
    }

    @Test
    void anItemWithAWrongLengthLosesNothingBehindIt() {
        DicomStream item = DicomStream.explicitLittle().header(Tag.CODE_VALUE, "SH", 400).raw((byte) 'x', (byte) ' ');
        byte[] bytes = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG")
                .sequence(Tag.VIEW_CODE_SEQUENCE, false, item).text(Tag.PRESENTATION_LUT_SHAPE, "CS", "INVERSE")
                .file(EXPLICIT);
        try (DicomFile file = DicomFile.of(bytes)) {
            assertThat(file.dataset().string(Tag.PRESENTATION_LUT_SHAPE)).contains("INVERSE");
            assertThat(file.problem()).contains("(0008,0100)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMissingHeadIsGuessed(Encoding encoding) {
        byte[] data = DicomStream.of(encoding).text(Tag.SPECIFIC_CHARACTER_SET, "CS", "ISO_IR 100")
                .text(Tag.MODALITY, "CS", "MG").text(Tag.MANUFACTURER, "LO", "Somebody")
                .shorts(Tag.ROWS, "US", 7).toBytes();
        byte[] noSyntax = DicomStream.explicitLittle().raw(new byte[128])
                .raw("DICM".getBytes(StandardCharsets.US_ASCII)).text(0x00020002, "UI", "1.2.3").raw(data).toBytes();
        for (byte[] bytes : List.of(data, noSyntax)) {
            try (DicomFile file = DicomFile.of(bytes)) {
                assertThat(file.transferSyntax().uid()).isEqualTo(uid(encoding));
                assertThat(file.dataset().integer(Tag.ROWS)).hasValue(7);
            }
        }
    }

    @Test
    void aHeadWithoutPreambleOrWithAWrongLengthIsRead() {
        byte[] data = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG").toBytes();
        byte[] meta = DicomStream.meta(EXPLICIT);
        byte[] wrong = meta.clone();
        wrong[8] = 3;
        byte[] noGroupLength = Arrays.copyOfRange(meta, 12, meta.length);
        for (byte[] head : List.of(meta, wrong, noGroupLength)) {
            for (byte[] before : List.of(new byte[0], "DICM".getBytes(StandardCharsets.US_ASCII))) {
                byte[] bytes = DicomStream.explicitLittle().raw(before).raw(head).raw(data).toBytes();
                try (DicomFile file = DicomFile.of(bytes)) {
                    assertThat(file.transferSyntax().uid()).isEqualTo(EXPLICIT);
                    assertThat(file.dataset().string(Tag.MODALITY)).contains("MG");
                }
            }
        }
    }

    @Test
    void aDeclarationThatTheBytesContradictIsNotBelieved() {
        byte[] bytes = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG")
                .text(Tag.MANUFACTURER, "LO", "Somebody").shorts(Tag.ROWS, "US", 7).file("1.2.840.10008.1.2");
        try (DicomFile file = DicomFile.of(bytes)) {
            assertThat(file.dataset().integer(Tag.ROWS)).hasValue(7);
        }
    }

    @Test
    void deflatedFilesAreInflated() {
        byte[] noise = new byte[300_000];
        new Random(5).nextBytes(noise);
        byte[] whole = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG").picture(500, 600, 8, 8, false)
                .bytes(Tag.PIXEL_DATA, "OB", noise).file("1.2.840.10008.1.2.1.99");
        try (DicomFile file = DicomFile.of(whole)) {
            assertThat(file.pixels().frame(0)[299_999]).isEqualTo((short) Byte.toUnsignedInt(noise[299_999]));
        }
        try (DicomFile file = DicomFile.of(Arrays.copyOf(whole, whole.length - 1000))) {
            assertThat(file.dataset().integer(Tag.ROWS)).hasValue(500);
            assertThat(file.problem()).contains("(7FE0,0010)");
            assertThatThrownBy(() -> file.pixels().frame(0)).isInstanceOf(DicomException.class);
        }
    }

    @Test
    void aBombIsRefused() {
        byte[] zeros = new byte[(int) Inflation.MOST_BYTES + 1000];
        byte[] bomb = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG")
                .raw(zeros).file("1.2.840.10008.1.2.1.99");
        assertThatThrownBy(() -> DicomFile.of(bomb)).isInstanceOf(DicomException.class).hasMessageContaining("192 MiB");
    }

    @Test
    void whatIsBeforeTheEndOfACutFileIsKept() {
        byte[] bytes = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG")
                .text(Tag.MANUFACTURER, "LO", "Somebody or other").file(EXPLICIT);
        try (DicomFile file = DicomFile.of(Arrays.copyOf(bytes, bytes.length - 3))) {
            assertThat(file.dataset().string(Tag.MODALITY)).contains("MG");
            assertThat(file.dataset().contains(Tag.MANUFACTURER)).isFalse();
            assertThat(file.problem()).contains("(0008,0070)").doesNotContain("Somebody");
        }
    }

    @Test
    void absurdNestingIsRefused() {
        DicomStream stream = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG");
        for (int level = 0; level < 100_000; level++) {
            stream.header(Tag.VIEW_CODE_SEQUENCE, "SQ", DicomStream.UNDEFINED)
                    .header(Tag.ITEM, "", DicomStream.UNDEFINED);
        }
        byte[] bytes = stream.file(EXPLICIT);
        assertThatThrownBy(() -> DicomFile.of(bytes)).isInstanceOf(DicomException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void absurdlyManyElementsAreRefused() {
        DicomStream stream = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG");
        byte[] empty = DicomStream.explicitLittle().header(Tag.MANUFACTURER, "LO", 0).toBytes();
        for (int count = 0; count < 400_000; count++) {
            stream.raw(empty);
        }
        byte[] bytes = stream.file(EXPLICIT);
        assertThatThrownBy(() -> DicomFile.of(bytes)).isInstanceOf(DicomException.class)
                .hasMessageContaining("elements");
    }

    @Test
    void otherFilesAreRefusedWithASentence(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text.dcm"), "This is not DICOM.\n".repeat(40));
        Path empty = Files.createFile(folder.resolve("empty.dcm"));
        assertThatThrownBy(() -> DicomFile.open(text)).isInstanceOf(DicomException.class)
                .hasMessageContaining("no DICOM file");
        assertThatThrownBy(() -> DicomFile.open(empty)).isInstanceOf(DicomException.class)
                .hasMessageContaining("empty");
        assertThatThrownBy(() -> DicomFile.open(folder)).isInstanceOf(DicomException.class);
        assertThatThrownBy(() -> DicomFile.open(folder.resolve("missing.dcm"))).isInstanceOf(DicomException.class);
    }

    @Test
    void aMappedFileIsReadLikeOneInMemory(@TempDir Path folder) throws IOException {
        byte[] bytes = DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG").picture(1, 2, 16, 12, false)
                .shorts(Tag.PIXEL_DATA, "OW", 0x0123, 0xF456).file(EXPLICIT);
        Path path = Files.write(folder.resolve("picture.dcm"), bytes);
        short[] pixels;
        try (DicomFile file = DicomFile.open(path)) {
            pixels = file.pixels().frame(0);
        }
        assertThat(pixels).containsExactly(0x0123, 0x0456);
    }
}
