package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.mammo.dicom.TransferSyntax.Encoding;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stored values out of native and encapsulated pixel data that this test makes. */
class PixelDataTest {
    private static final String EXPLICIT = "1.2.840.10008.1.2.1";
    private static final String BIG_ENDIAN = "1.2.840.10008.1.2.2";
    private static final String RUN_LENGTH = "1.2.840.10008.1.2.5";
    private static final String UNCOMPRESSED_FRAGMENTS = "1.2.840.10008.1.2.1.98";

    private static DicomStream stream(Encoding encoding) {
        return DicomStream.of(encoding).text(Tag.MODALITY, "CS", "MG");
    }

    private static DicomStream stream() {
        return stream(Encoding.EXPLICIT_LITTLE);
    }

    private static String uid(Encoding encoding) {
        return switch (encoding) {
            case IMPLICIT_LITTLE -> "1.2.840.10008.1.2";
            case EXPLICIT_LITTLE -> EXPLICIT;
            case EXPLICIT_BIG -> BIG_ENDIAN;
        };
    }

    /** Every number of bits, signed and not, anywhere in the sample, with other bits around it, in all encodings. */
    @ParameterizedTest
    @EnumSource
    void valuesAreTakenOutOfTheirBits(Encoding encoding) {
        Random random = new Random(11);
        for (int bits = 1; bits <= 16; bits++) {
            for (boolean signed : new boolean[] {false, true}) {
                int shift = random.nextInt(17 - bits);
                int[] samples = new int[6];
                short[] expected = new short[6];
                for (int index = 0; index < samples.length; index++) {
                    int value = random.nextInt(1 << bits);
                    int around = random.nextInt(1 << 16) & ~((1 << bits) - 1 << shift);
                    samples[index] = value << shift | around;
                    boolean negative = signed && value >= 1 << bits - 1;
                    expected[index] = (short) (negative ? value - (1 << bits) : value);
                }
                byte[] bytes = stream(encoding).picture(2, 3, 16, bits, signed)
                        .shorts(Tag.HIGH_BIT, "US", shift + bits - 1).shorts(Tag.PIXEL_DATA, "OW", samples)
                        .file(uid(encoding));
                try (DicomFile file = DicomFile.of(bytes)) {
                    assertThat(file.pixels().frame(0)).as("%d bits, shift %d", bits, shift).isEqualTo(expected);
                }
            }
        }
    }

    /** Frames of odd size, so that they do not begin at whole bytes or words. */
    @ParameterizedTest
    @CsvSource({"1, OB, EXPLICIT_LITTLE", "1, OW, EXPLICIT_BIG", "1, OB, EXPLICIT_BIG", "1, OW, IMPLICIT_LITTLE",
        "8, OB, EXPLICIT_LITTLE", "8, OW, EXPLICIT_BIG", "8, OB, EXPLICIT_BIG", "8, OW, IMPLICIT_LITTLE"})
    void smallPixelsArePacked(int allocated, String vr, Encoding encoding) {
        int frames = 3;
        int pixels = 5 * 3;
        Random random = new Random(allocated);
        short[] expected = new short[frames * pixels];
        byte[] packed = new byte[(expected.length * allocated + 15) / 16 * 2];
        for (int index = 0; index < expected.length; index++) {
            expected[index] = (short) random.nextInt(1 << allocated);
            packed[index * allocated / 8] |= (byte) (expected[index] << index * allocated % 8);
        }
        if (vr.equals("OW") && encoding == Encoding.EXPLICIT_BIG) {
            for (int index = 0; index < packed.length; index += 2) {
                byte first = packed[index];
                packed[index] = packed[index + 1];
                packed[index + 1] = first;
            }
        }
        byte[] bytes = stream(encoding).picture(5, 3, allocated, allocated, false)
                .text(Tag.NUMBER_OF_FRAMES, "IS", Integer.toString(frames)).bytes(Tag.PIXEL_DATA, vr, packed)
                .file(uid(encoding));
        try (DicomFile file = DicomFile.of(bytes)) {
            PixelData read = file.pixels();
            assertThat(read.frames()).isEqualTo(frames);
            for (int frame = 0; frame < frames; frame++) {
                short[] part = Arrays.copyOfRange(expected, frame * pixels, (frame + 1) * pixels);
                assertThat(read.frame(frame)).isEqualTo(part);
            }
        }
    }

    @Test
    void theLowHalfOfWiderPixelsServesADigestAlone() {
        byte[] bytes = stream().picture(1, 2, 32, 32, false).ints(Tag.PIXEL_DATA, "OW", 0x1234_5678, -2).file(EXPLICIT);
        try (DicomFile file = DicomFile.of(bytes)) {
            PixelData pixels = file.pixels();
            assertThat(pixels.lowSixteenBits(0)).containsExactly(0x5678, -2);
            assertThatThrownBy(() -> pixels.frame(0)).isInstanceOf(DicomException.class)
                    .hasMessageContaining("32 bits");
        }
    }

    private static byte[] le(int... numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int number : numbers) {
            for (int shift = 0; shift < 32; shift += 8) {
                bytes.write(number >>> shift);
            }
        }
        return bytes.toByteArray();
    }

    /** A frame of 4 pixels of 8 bits, all of one level, run-length coded in 66 bytes (PS3.5 annex G). */
    private static byte[] runLength(int level) {
        byte[] stream = new byte[66];
        stream[0] = 1;
        stream[4] = 64;
        stream[64] = -3;
        stream[65] = (byte) level;
        return stream;
    }

    private static List<byte[]> split(byte[] bytes, int at) {
        return List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private static void assertFrames(DicomStream fragments, int frames) {
        byte[] bytes = fragments.file(RUN_LENGTH);
        try (DicomFile file = DicomFile.of(bytes)) {
            PixelData pixels = file.pixels();
            for (int frame = 0; frame < frames; frame++) {
                short level = (short) (10 + frame);
                assertThat(pixels.frame(frame)).containsExactly(level, level, level, level);
            }
        }
    }

    private static DicomStream runLengthFrames(int frames) {
        return stream().picture(2, 2, 8, 8, false).text(Tag.NUMBER_OF_FRAMES, "IS", Integer.toString(frames));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "good", "wrong", "short", "odd"})
    void framesOfOneFragmentEachNeedNoOffsetTable(String table) {
        byte[] offsets = switch (table) {
            case "good" -> le(0, 74, 148);
            case "wrong" -> le(0, 75, 148);
            case "short" -> le(0, 74);
            case "odd" -> new byte[] {1, 2, 3};
            default -> new byte[0];
        };
        assertFrames(runLengthFrames(3).fragments(offsets, runLength(10), runLength(11), runLength(12)), 3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void framesOfSeveralFragmentsAreToldByTableOrStart(boolean hasTable) {
        List<byte[]> second = split(runLength(11), 64);
        byte[] offsets = hasTable ? le(0, 74, 156) : new byte[0];
        assertFrames(runLengthFrames(3).fragments(offsets, runLength(10), second.get(0), second.get(1), runLength(12)),
                3);
    }

    @Test
    void anExtendedOffsetTableIsFollowed() {
        List<byte[]> first = split(runLength(10), 64);
        DicomStream stream = runLengthFrames(2).bytes(Tag.EXTENDED_OFFSET_TABLE, "OV", le(0, 0, 82, 0))
                .fragments(new byte[0], first.get(0), first.get(1), runLength(11));
        assertFrames(stream, 2);
    }

    @Test
    void aSingleFrameTakesAllFragments() {
        List<byte[]> parts = split(runLength(10), 33);
        assertFrames(stream().picture(2, 2, 8, 8, false).fragments(le(0), parts.get(0), parts.get(1)), 1);
    }

    @Test
    void framesBeforeTheEndOfACutFileAreRead() {
        byte[] bytes = runLengthFrames(3).fragments(new byte[0], runLength(10), runLength(11)).file(RUN_LENGTH);
        try (DicomFile file = DicomFile.of(Arrays.copyOf(bytes, bytes.length - 8))) {
            PixelData pixels = file.pixels();
            assertThat(pixels.frames()).isEqualTo(3);
            assertThat(pixels.frame(1)).containsExactly(11, 11, 11, 11);
            assertThatThrownBy(() -> pixels.frame(2)).isInstanceOf(DicomException.class)
                    .hasMessageContaining("frame 2 is missing");
        }
    }

    @Test
    void fragmentsWithoutCompressionAreRead() {
        byte[] bytes = stream().picture(1, 2, 16, 12, true).text(Tag.NUMBER_OF_FRAMES, "IS", "2")
                .fragments(new byte[0], le(0x0FFF_0001), le(0x0002_0800)).file(UNCOMPRESSED_FRAGMENTS);
        try (DicomFile file = DicomFile.of(bytes)) {
            assertThat(file.pixels().frame(0)).containsExactly(1, -1);
            assertThat(file.pixels().frame(1)).containsExactly(-2048, 2);
        }
    }

    static List<DicomStream> nonsense() {
        List<DicomStream> streams = new ArrayList<>();
        byte[] two = {1, 2};
        streams.add(stream().picture(1, 2, 8, 9, false).bytes(Tag.PIXEL_DATA, "OB", two));
        streams.add(stream().picture(1, 2, 8, 0, false).bytes(Tag.PIXEL_DATA, "OB", two));
        streams.add(stream().picture(1, 2, 12, 12, false).bytes(Tag.PIXEL_DATA, "OB", two));
        streams.add(stream().picture(0, 2, 8, 8, false).bytes(Tag.PIXEL_DATA, "OB", two));
        streams.add(stream().picture(65_535, 65_535, 16, 16, false).bytes(Tag.PIXEL_DATA, "OW", two));
        streams.add(stream().picture(2, 2, 16, 16, false).bytes(Tag.PIXEL_DATA, "OW", two));
        streams.add(stream().picture(1, 2, 8, 8, false).shorts(Tag.HIGH_BIT, "US", 3)
                .bytes(Tag.PIXEL_DATA, "OB", two));
        streams.add(stream().picture(1, 2, 8, 8, false).shorts(Tag.HIGH_BIT, "US", 8)
                .bytes(Tag.PIXEL_DATA, "OB", two));
        streams.add(stream().picture(1, 2, 8, 8, false).text(Tag.NUMBER_OF_FRAMES, "IS", "1A")
                .bytes(Tag.PIXEL_DATA, "OB", two));
        streams.add(stream().picture(1, 2, 8, 8, false).fragments(new byte[0], two));
        streams.add(stream().bytes(Tag.PIXEL_DATA, "OB", two));
        return streams;
    }

    @Test
    void nonsenseIsRefusedWithASentence() {
        for (DicomStream stream : nonsense()) {
            byte[] bytes = stream.file(EXPLICIT);
            try (DicomFile file = DicomFile.of(bytes)) {
                assertThatThrownBy(() -> file.pixels().frame(0)).isInstanceOf(DicomException.class);
            }
        }
    }

    @Test
    void colourAndFloatingPointAreRefusedAsSuch() {
        byte[] colour = stream().shorts(Tag.SAMPLES_PER_PIXEL, "US", 3).bytes(Tag.PIXEL_DATA, "OB").file(EXPLICIT);
        byte[] floating = stream().bytes(Tag.FLOAT_PIXEL_DATA, "OF", (byte) 0).file(EXPLICIT);
        try (DicomFile file = DicomFile.of(colour)) {
            assertThatThrownBy(file::pixels).isInstanceOf(DicomException.class).hasMessageContaining("colour");
        }
        try (DicomFile file = DicomFile.of(floating)) {
            assertThat(file.hasPixels()).isFalse();
            assertThatThrownBy(file::pixels).isInstanceOf(DicomException.class).hasMessageContaining("floating point");
        }
    }

    @Test
    void pixelsOfOneBitAreRunLengthCodedPacked() {
        byte[] stream = new byte[66];
        stream[0] = 1;
        stream[4] = 64;
        stream[64] = 0;
        stream[65] = 0b0000_1101;
        byte[] bytes = stream().picture(2, 2, 1, 1, false).fragments(new byte[0], stream).file(RUN_LENGTH);
        try (DicomFile file = DicomFile.of(bytes)) {
            assertThat(file.pixels().frame(0)).containsExactly(1, 0, 1, 1);
        }
    }

    @Test
    void aFileThatSaysZeroFramesHasOne() {
        byte[] bytes = stream().picture(1, 2, 8, 8, false).text(Tag.NUMBER_OF_FRAMES, "IS", "0")
                .bytes(Tag.PIXEL_DATA, "OB", (byte) 3, (byte) 4).file(EXPLICIT);
        try (DicomFile file = DicomFile.of(bytes)) {
            assertThat(file.pixels().frames()).isEqualTo(1);
            assertThat(file.pixels().frame(0)).containsExactly(3, 4);
            assertThatThrownBy(() -> file.pixels().frame(1)).isInstanceOf(DicomException.class)
                    .hasMessageContaining("frame 1 was asked for");
        }
    }

    @Test
    void aStreamFarLargerThanItsPixelsIsRefused() {
        byte[] bytes = stream().picture(2, 2, 8, 8, false).fragments(new byte[0], new byte[2_000_000])
                .file(RUN_LENGTH);
        try (DicomFile file = DicomFile.of(bytes)) {
            assertThatThrownBy(() -> file.pixels().frame(0)).isInstanceOf(DicomException.class)
                    .hasMessageContaining("2000000 bytes");
        }
    }
}
