package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.mammo.data.Laterality;
import dev.nacre.mammo.data.View;
import dev.nacre.mammo.image.DisplayTable;
import dev.nacre.mammo.image.Mammogram;
import dev.nacre.mammo.image.PictureFacts.LevelRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How files want their levels to be shown. */
class DicomPictureTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";

    private static DicomStream stream() {
        return DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG");
    }

    /** A picture of 1 x 4 pixels of 12 bits. */
    private static Mammogram read(DicomStream before, boolean signed, DicomStream after, int... pixels) {
        byte[] bytes = before.picture(1, 4, 16, 12, signed).raw(after.toBytes())
                .shorts(Tag.PIXEL_DATA, "OW", pixels).file(EXPLICIT);
        try (DicomFile file = DicomFile.of(bytes)) {
            return DicomPicture.read(file, 0);
        }
    }

    private static DisplayTable only(DicomStream after, boolean signed) {
        List<DisplayTable> displays = read(stream(), signed, after, 0, 1, 2, 3).displays();
        assertThat(displays).hasSize(1);
        assertThat(displays.getFirst().levels()).hasSize(4096);
        return displays.getFirst();
    }

    /** The example of PS3.3 C.11.2.1.2.1 and its neighbours. */
    @ParameterizedTest
    @CsvSource({"LINEAR, 2048, 4096, 0, 0", "LINEAR, 2048, 4096, 4095, 65535", "LINEAR, 2048, 1, 2047, 0",
        "LINEAR, 2048, 1, 2048, 65535", "LINEAR, 100, 100, 50, 0", "LINEAR, 100, 100, 149, 65535",
        "LINEAR, 100, 100, 100, 33098", "LINEAR_EXACT, 100, 100, 50, 0", "LINEAR_EXACT, 100, 100, 100, 32768",
        "LINEAR_EXACT, 100, 100, 150, 65535", "LINEAR_EXACT, 100, 0.5, 100, 32768", "SIGMOID, 100, 50, 100, 32768",
        "SIGMOID, 100, 50, 150, 64356", "SIGMOID, 100, 50, 50, 1179", "'', 100, 100, 100, 33098"})
    void windowsFollowTheirFormulas(String function, String center, String width, int stored, int shown) {
        DicomStream after = DicomStream.explicitLittle().text(Tag.WINDOW_CENTER, "DS", center)
                .text(Tag.WINDOW_WIDTH, "DS", width);
        if (!function.isEmpty()) {
            after.text(Tag.VOI_LUT_FUNCTION, "CS", function);
        }
        assertThat(only(after, false).level(stored)).isEqualTo(shown);
    }

    @Test
    void severalWindowsAndTablesKeepTheirOrderAndOnlyKnownExplanations() {
        DicomStream lut = DicomStream.explicitLittle().shorts(Tag.LUT_DESCRIPTOR, "US", 3, 10, 8)
                .text(Tag.LUT_EXPLANATION, "LO", "HARDER").shorts(Tag.LUT_DATA, "US", 0, 51, 255);
        DicomStream after = DicomStream.explicitLittle().text(Tag.WINDOW_CENTER, "DS", "50\\60\\70")
                .text(Tag.WINDOW_WIDTH, "DS", "10\\0\\30").text(Tag.WINDOW_EXPLANATION, "LO", "NORMAL\\X\\Doe^Jane")
                .sequence(Tag.VOI_LUT_SEQUENCE, true, lut);
        List<DisplayTable> displays = read(stream(), false, after, 0, 1, 2, 3).displays();
        assertThat(displays).extracting(DisplayTable::name)
                .containsExactly("VOI LUT 1 (HARDER)", "window 1 (NORMAL)", "window 3");
        DisplayTable table = displays.getFirst();
        assertThat(new int[] {table.level(0), table.level(10), table.level(11), table.level(12), table.level(4000)})
                .containsExactly(0, 0, 13_107, 65_535, 65_535);
    }

    @Test
    void windowsAreGivenInRescaledValues() {
        DicomStream after = DicomStream.explicitLittle().text(Tag.WINDOW_CENTER, "DS", "0")
                .text(Tag.WINDOW_WIDTH, "DS", "2000").text(Tag.RESCALE_INTERCEPT, "DS", "-1000")
                .text(Tag.RESCALE_SLOPE, "DS", "0.5").text(Tag.VOI_LUT_FUNCTION, "CS", "LINEAR_EXACT");
        DisplayTable table = only(after, false);
        assertThat(table.level(2000)).isEqualTo(32_768);
        assertThat(table.level(0)).isZero();
        assertThat(table.level(4000)).isEqualTo(65_535);
    }

    @Test
    void signedPixelsBecomeLevels() {
        DicomStream after = DicomStream.explicitLittle().shorts(Tag.PIXEL_PADDING_VALUE, "SS", -2048)
                .text(Tag.WINDOW_CENTER, "DS", "0").text(Tag.WINDOW_WIDTH, "DS", "4096")
                .text(Tag.VOI_LUT_FUNCTION, "CS", "LINEAR_EXACT");
        Mammogram picture = read(stream(), true, after, 0, 0x0FFF, 0xF800, 0x07FF);
        assertThat(picture.stored().levels()).containsExactly(2048, 2047, 0, 4095);
        assertThat(picture.stored().bits()).isEqualTo(12);
        assertThat(picture.facts().padding()).contains(new LevelRange(0, 0));
        assertThat(picture.displays().getFirst().level(2048)).isEqualTo(32_768);
    }

    @Test
    void aModalityTableIsAppliedBeforeTheWindow() {
        DicomStream lut = DicomStream.explicitLittle().shorts(Tag.LUT_DESCRIPTOR, "US", 4, 0, 16)
                .shorts(Tag.LUT_DATA, "OW", 1000, 500, 200, 0);
        DicomStream window = DicomStream.explicitLittle().text(Tag.WINDOW_CENTER, "DS", "500")
                .text(Tag.WINDOW_WIDTH, "DS", "1000").text(Tag.VOI_LUT_FUNCTION, "CS", "LINEAR_EXACT");
        DicomStream table = DicomStream.explicitLittle().sequence(Tag.MODALITY_LUT_SEQUENCE, false, lut);
        DisplayTable windowed = only(window.fresh().raw(window.toBytes()).raw(table.toBytes()), false);
        assertThat(new int[] {windowed.level(0), windowed.level(1), windowed.level(2), windowed.level(3),
            windowed.level(9)}).containsExactly(65_535, 32_768, 13_107, 0, 0);
        assertThat(only(table, false).name()).isEqualTo("modality LUT");
        assertThat(only(table, false).level(1)).isEqualTo(32_768);
    }

    @Test
    void tablesOfBytesArePackedOrNot() {
        for (boolean packed : new boolean[] {true, false}) {
            DicomStream lut = DicomStream.explicitLittle().shorts(Tag.LUT_DESCRIPTOR, "US", 4, 0, 8);
            DicomStream data = packed ? lut.bytes(Tag.LUT_DATA, "OW", (byte) 0, (byte) 51, (byte) 102, (byte) 255)
                    : lut.shorts(Tag.LUT_DATA, "OW", 0, 51, 102, 255);
            DisplayTable table = only(DicomStream.explicitLittle().sequence(Tag.VOI_LUT_SEQUENCE, true, data), false);
            assertThat(table.level(1)).isEqualTo(13_107);
            assertThat(table.level(2)).isEqualTo(26_214);
        }
    }

    @Test
    void tablesMayBeginBelowZero() {
        DicomStream lut = DicomStream.explicitLittle().shorts(Tag.LUT_DESCRIPTOR, "US", 3, -1 & 0xFFFF, 16)
                .shorts(Tag.LUT_DATA, "OW", 0, 32_768, 65_535);
        DisplayTable table = only(DicomStream.explicitLittle().sequence(Tag.VOI_LUT_SEQUENCE, true, lut), true);
        assertThat(new int[] {table.level(2047), table.level(2048), table.level(2049)})
                .containsExactly(0, 32_768, 65_535);
    }

    @Test
    void aNegativeSlopeIsShownThoughThereIsNoWindow() {
        DicomStream after = DicomStream.explicitLittle().text(Tag.RESCALE_INTERCEPT, "DS", "4095")
                .text(Tag.RESCALE_SLOPE, "DS", "-1");
        assertThat(only(after, false).level(0)).isEqualTo(65_535);
        assertThat(only(after, false).level(4095)).isZero();
        DicomStream rising = DicomStream.explicitLittle().text(Tag.RESCALE_INTERCEPT, "DS", "-1000")
                .text(Tag.RESCALE_SLOPE, "DS", "2");
        assertThat(read(stream(), false, rising, 0, 1, 2, 3).displays()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MONOCHROME1, IDENTITY, true", "MONOCHROME1, INVERSE, true", "MONOCHROME2, INVERSE, true",
        "MONOCHROME2, IDENTITY, false", "MONOCHROME2, '', false"})
    void inversionIsTold(String photometric, String shape, boolean inverted) {
        DicomStream stream = stream().text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", photometric)
                .shorts(Tag.ROWS, "US", 1).shorts(Tag.COLUMNS, "US", 1).shorts(Tag.BITS_ALLOCATED, "US", 8);
        if (!shape.isEmpty()) {
            stream.text(Tag.PRESENTATION_LUT_SHAPE, "CS", shape);
        }
        try (DicomFile file = DicomFile.of(stream.bytes(Tag.PIXEL_DATA, "OB", (byte) 7, (byte) 0).file(EXPLICIT))) {
            assertThat(DicomPicture.read(file, 0).inverted()).isEqualTo(inverted);
        }
    }

    @ParameterizedTest
    @CsvSource({"PALETTE COLOR, colour", "'', bright"})
    void whatCannotBeShownAsGreyIsRefused(String photometric, String word) {
        DicomStream stream = stream().text(Tag.PHOTOMETRIC_INTERPRETATION, "CS", photometric)
                .shorts(Tag.ROWS, "US", 1).shorts(Tag.COLUMNS, "US", 1).shorts(Tag.BITS_ALLOCATED, "US", 8);
        try (DicomFile file = DicomFile.of(stream.bytes(Tag.PIXEL_DATA, "OB", (byte) 7, (byte) 0).file(EXPLICIT))) {
            assertThat(file.pixels().frame(0)).containsExactly(7);
            assertThatThrownBy(() -> DicomPicture.read(file, 0)).isInstanceOf(DicomException.class)
                    .hasMessageContaining(word);
        }
    }

    @Test
    void framesHaveWindowsOfTheirOwn() {
        DicomStream fresh = DicomStream.explicitLittle();
        DicomStream[] frames = new DicomStream[2];
        for (int frame = 0; frame < 2; frame++) {
            DicomStream window = fresh.fresh().text(Tag.WINDOW_CENTER, "DS", Integer.toString(100 * (frame + 1)))
                    .text(Tag.WINDOW_WIDTH, "DS", "100").text(Tag.VOI_LUT_FUNCTION, "CS", "LINEAR_EXACT");
            frames[frame] = fresh.fresh().sequence(Tag.FRAME_VOI_LUT_SEQUENCE, true, window);
        }
        DicomStream shared = fresh.fresh().sequence(Tag.PIXEL_VALUE_TRANSFORMATION_SEQUENCE, false,
                fresh.fresh().text(Tag.RESCALE_INTERCEPT, "DS", "-10").text(Tag.RESCALE_SLOPE, "DS", "1"));
        byte[] bytes = stream().picture(1, 1, 8, 8, false).text(Tag.NUMBER_OF_FRAMES, "IS", "2")
                .sequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, true, shared)
                .sequence(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, true, frames)
                .bytes(Tag.PIXEL_DATA, "OB", (byte) 7, (byte) 8).file(EXPLICIT);
        try (DicomFile file = DicomFile.of(bytes)) {
            for (int frame = 0; frame < 2; frame++) {
                Mammogram picture = DicomPicture.read(file, frame);
                assertThat(picture.stored().level(0, 0)).isEqualTo(7 + frame);
                assertThat(picture.displays()).hasSize(1);
                assertThat(picture.displays().getFirst().level(110 + 100 * frame)).isEqualTo(32_768);
                assertThat(picture.facts().tomosynthesis()).isTrue();
            }
        }
    }

    @Test
    void aGroupThatSaysNothingLeavesWhatTheFileSays() {
        DicomStream empty = DicomStream.explicitLittle().sequence(Tag.FRAME_VOI_LUT_SEQUENCE, true,
                DicomStream.explicitLittle());
        DicomStream after = DicomStream.explicitLittle().text(Tag.WINDOW_CENTER, "DS", "100")
                .text(Tag.WINDOW_WIDTH, "DS", "100").sequence(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE, true, empty);
        assertThat(only(after, false).name()).isEqualTo("window 1");
    }

    @Test
    void factsAreTakenFromTheirTags() {
        DicomStream code = DicomStream.explicitLittle().text(Tag.CODE_VALUE, "SH", "399368009");
        DicomStream before = stream().text(Tag.PRESENTATION_INTENT_TYPE, "CS", "FOR PROCESSING")
                .text(Tag.IMAGER_PIXEL_SPACING, "DS", "0.07\\0.07").text(Tag.IMAGE_LATERALITY, "CS", "L");
        DicomStream after = DicomStream.explicitLittle().shorts(Tag.PIXEL_PADDING_VALUE, "US", 0)
                .shorts(Tag.PIXEL_PADDING_RANGE_LIMIT, "US", 30).text(Tag.BREAST_IMPLANT_PRESENT, "CS", "YES")
                .sequence(Tag.VIEW_CODE_SEQUENCE, true, code);
        Mammogram picture = read(before, false, after, 0, 1, 2, 3);
        assertThat(picture.facts().laterality()).contains(Laterality.LEFT);
        assertThat(picture.facts().view()).contains(View.MLO);
        assertThat(picture.facts().implant()).contains(true);
        assertThat(picture.facts().forProcessing()).isTrue();
        assertThat(picture.facts().tomosynthesis()).isFalse();
        assertThat(picture.facts().padding()).contains(new LevelRange(0, 30));
        assertThat(picture.facts().pixelMillimetres().orElseThrow()).isCloseTo(0.07, within(1e-12));
        assertThat(picture.facts().declaresPolarity()).isTrue();
    }
}
