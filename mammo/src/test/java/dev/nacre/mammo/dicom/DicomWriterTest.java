package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.DicomWriter.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read back equal. */
class DicomWriterTest {
    private static final String FOR_PRESENTATION = "1.2.840.10008.5.1.4.1.1.1.2";

    @TempDir
    private Path folder;

    private static DataSetBuilder mammogram() {
        DataSet view = new DataSetBuilder().text(Tag.CODE_VALUE, "399162004").text(Tag.CODING_SCHEME_DESIGNATOR, "SCT")
                .text(Tag.CODE_MEANING, "cranio-caudal").items(Tag.VIEW_MODIFIER_CODE_SEQUENCE).build();
        return new DataSetBuilder().text(Tag.SOP_CLASS_UID, FOR_PRESENTATION).text(Tag.SOP_INSTANCE_UID, "2.25.7")
                .text(Tag.MODALITY, "MG").text(Tag.IMAGE_TYPE, "DERIVED", "PRIMARY")
                .numbers(Tag.IMAGER_PIXEL_SPACING, 0.07, 1.0 / 3).numbers(Tag.WINDOW_CENTER, 2048, 1e-20)
                .numbers(0x00281041, -1).numbers(0x00189306, -1e300).items(Tag.VIEW_CODE_SEQUENCE, view);
    }

    private static PixelFrames random(int rows, int columns, int bits, boolean signed, int count) {
        Random random = new Random(bits);
        List<short[]> frames = new ArrayList<>();
        for (int frame = 0; frame < count; frame++) {
            short[] values = new short[rows * columns];
            for (int index = 0; index < values.length; index++) {
                values[index] = (short) (random.nextInt(1 << bits) - (signed ? 1 << bits - 1 : 0));
            }
            frames.add(values);
        }
        return new PixelFrames(rows, columns, bits, signed, "MONOCHROME2", frames);
    }

    @ParameterizedTest
    @EnumSource
    void pixelsOfEveryNumberOfBitsComeBack(Compression compression) {
        for (int bits = compression == Compression.NONE ? 1 : 2; bits <= 16; bits++) {
            for (boolean signed : new boolean[] {false, true}) {
                PixelFrames frames = random(3, 5, bits, signed, 1 + bits % 3);
                Path target = folder.resolve("picture.dcm");
                DicomWriter.write(target, mammogram().build(), frames, compression);
                try (DicomFile file = DicomFile.open(target)) {
                    assertThat(file.problem()).isEmpty();
                    PixelData pixels = file.pixels();
                    assertThat(pixels.frames()).isEqualTo(frames.frames().size());
                    assertThat(pixels.bitsStored()).isEqualTo(bits);
                    assertThat(pixels.isSigned()).isEqualTo(signed);
                    for (int frame = 0; frame < pixels.frames(); frame++) {
                        assertThat(pixels.frame(frame)).as("%d bits", bits).isEqualTo(frames.frames().get(frame));
                    }
                }
            }
        }
    }

    @Test
    void attributesComeBackInOrder() {
        Path target = folder.resolve("picture.dcm");
        DataSet attributes = mammogram().text(0x00081030, "Übersicht").bytes(0x00191001, Vr.OB, (byte) 1)
                .text(0x00190010, "NACRE TEST").text(0x00204000, "after the view").build();
        DicomWriter.write(target, attributes, random(1, 2, 12, false, 1), Compression.NONE);
        try (DicomFile file = DicomFile.open(target)) {
            DataSet read = file.dataset();
            assertThat(file.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
            assertThat(file.meta().string(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID)).contains("2.25.7");
            assertThat(read.elements()).extracting(DataElement::tag).isSorted();
            assertThat(read.strings(Tag.IMAGE_TYPE)).containsExactly("DERIVED", "PRIMARY");
            assertThat(read.strings(Tag.IMAGER_PIXEL_SPACING)).containsExactly("0.07", "0.33333333333333");
            assertThat(read.numbers(Tag.WINDOW_CENTER)).containsExactly(2048, 1e-20);
            assertThat(read.integer(0x00281041)).hasValue(-1);
            assertThat(read.number(0x00189306)).hasValue(-1e300);
            assertThat(read.string(0x00081030)).contains("Übersicht");
            assertThat(read.string(0x00204000)).contains("after the view");
            assertThat(read.find(0x00191001)).get().extracting(DataElement::length).isEqualTo(2L);
            DataSet view = read.items(Tag.VIEW_CODE_SEQUENCE).getFirst();
            assertThat(view.string(Tag.CODE_MEANING)).contains("cranio-caudal");
            assertThat(view.contains(Tag.VIEW_MODIFIER_CODE_SEQUENCE)).isTrue();
        }
    }

    @Test
    void whatWasReadInAnotherEncodingIsWritten() {
        DicomStream stream = DicomStream.of(TransferSyntax.Encoding.EXPLICIT_BIG);
        byte[] bytes = stream.text(Tag.SOP_CLASS_UID, "UI", FOR_PRESENTATION).text(Tag.SOP_INSTANCE_UID, "UI", "2.25.8")
                .doubles(0x00189306, 0.6, -1e300).shorts(0x00280009, "AT", 0x0018, 0x1063)
                .sequence(Tag.VOI_LUT_SEQUENCE, true, stream.fresh().shorts(Tag.LUT_DESCRIPTOR, "US", 2, 0, 16)
                        .shorts(Tag.LUT_DATA, "OW", 1, 0x1234))
                .picture(1, 2, 16, 16, false).shorts(Tag.PIXEL_DATA, "OW", 0x1234, 5).file("1.2.840.10008.1.2.2");
        Path target = folder.resolve("picture.dcm");
        try (DicomFile file = DicomFile.of(bytes)) {
            DicomWriter.write(target, file.dataset(), new PixelFrames(1, 2, 16, false, "MONOCHROME1",
                    List.of(file.pixels().frame(0))), Compression.JPEG_LOSSLESS);
        }
        try (DicomFile file = DicomFile.open(target)) {
            assertThat(file.dataset().numbers(0x00189306)).containsExactly(0.6, -1e300);
            assertThat(file.dataset().numbers(0x00280009)).containsExactly(0x0018, 0x1063);
            assertThat(file.dataset().items(Tag.VOI_LUT_SEQUENCE).getFirst().numbers(Tag.LUT_DATA))
                    .containsExactly(1, 0x1234);
            assertThat(file.dataset().string(Tag.PHOTOMETRIC_INTERPRETATION)).contains("MONOCHROME1");
            assertThat(file.pixels().frame(0)).containsExactly(0x1234, 5);
        }
    }

    @Test
    void mistakesAreSaidBeforeAnythingIsWritten() throws IOException {
        Path target = Files.writeString(folder.resolve("picture.dcm"), "before");
        DataSet incomplete = new DataSetBuilder().text(Tag.SOP_CLASS_UID, FOR_PRESENTATION).build();
        assertThatThrownBy(() -> DicomWriter.write(target, incomplete, random(1, 1, 8, false, 1), Compression.NONE))
                .isInstanceOf(DicomException.class).hasMessageContaining("SOPInstanceUID");
        assertThatThrownBy(() -> DicomWriter.write(folder.resolve("missing/picture.dcm"), mammogram().build(),
                random(1, 1, 8, false, 1), Compression.NONE)).isInstanceOf(DicomException.class);
        assertThatThrownBy(() -> new PixelFrames(1, 1, 12, false, "MONOCHROME2", List.of(new short[] {4096})))
                .isInstanceOf(DicomException.class).hasMessageContaining("4096");
        assertThatThrownBy(() -> new PixelFrames(1, 2, 12, false, "MONOCHROME2", List.of(new short[] {1})))
                .isInstanceOf(DicomException.class);
        assertThatThrownBy(() -> new PixelFrames(1, 1, 12, false, "RGB", List.of(new short[] {1})))
                .isInstanceOf(DicomException.class);
        assertThatThrownBy(() -> new DataSetBuilder().numbers(Tag.ROWS, 70_000)).isInstanceOf(DicomException.class);
        assertThatThrownBy(() -> new DataSetBuilder().text(0x00191001, "x")).isInstanceOf(DicomException.class);
        assertThat(Files.readString(target)).isEqualTo("before");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }
}
