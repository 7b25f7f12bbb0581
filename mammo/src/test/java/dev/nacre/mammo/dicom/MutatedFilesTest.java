package dev.nacre.mammo.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.nacre.mammo.dicom.TransferSyntax.Encoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged files give pixels or a DicomException, nothing else, and that soon. */
class MutatedFilesTest {
    private static final int MUTANTS = 4000;
    private static final long MOST_NANOSECONDS = 2_000_000_000L;

    private static byte[] picture(Encoding encoding, String uid) {
        DicomStream stream = DicomStream.of(encoding);
        DicomStream lut = stream.fresh().shorts(Tag.LUT_DESCRIPTOR, "US", 4, 0, 12)
                .shorts(Tag.LUT_DATA, "OW", 0, 100, 2000, 4095);
        DicomStream code = stream.fresh().text(Tag.CODE_VALUE, "SH", "R-10226");
        DicomStream view = stream.fresh().text(Tag.CODE_VALUE, "SH", "R-10242")
                .sequence(Tag.VIEW_MODIFIER_CODE_SEQUENCE, false, code);
        int[] pixels = new int[3 * 24];
        Arrays.setAll(pixels, index -> index * 37 % 4096);
        return stream.text(Tag.SPECIFIC_CHARACTER_SET, "CS", "\\ISO 2022 IR 87").text(Tag.MODALITY, "CS", "MG")
                .picture(4, 6, 16, 12, false).text(Tag.NUMBER_OF_FRAMES, "IS", "3")
                .shorts(Tag.PIXEL_PADDING_VALUE, "US", 0).text(Tag.WINDOW_CENTER, "DS", "2048\\100")
                .text(Tag.WINDOW_WIDTH, "DS", "4096\\50").text(Tag.VOI_LUT_FUNCTION, "CS", "SIGMOID")
                .sequence(Tag.VOI_LUT_SEQUENCE, true, lut).sequence(Tag.VIEW_CODE_SEQUENCE, true, view)
                .shorts(Tag.PIXEL_DATA, "OW", pixels).file(uid);
    }

    private static byte[] runLength() {
        byte[] frame = new byte[66];
        frame[0] = 1;
        frame[4] = 64;
        frame[64] = -23;
        frame[65] = 9;
        return DicomStream.explicitLittle().text(Tag.MODALITY, "CS", "MG").picture(4, 6, 8, 8, false)
                .text(Tag.NUMBER_OF_FRAMES, "IS", "2").fragments(new byte[] {0, 0, 0, 0, 74, 0, 0, 0}, frame, frame)
                .file("1.2.840.10008.1.2.5");
    }

    private static List<byte[]> originals() {
        return List.of(picture(Encoding.IMPLICIT_LITTLE, "1.2.840.10008.1.2"),
                picture(Encoding.EXPLICIT_LITTLE, "1.2.840.10008.1.2.1"),
                picture(Encoding.EXPLICIT_BIG, "1.2.840.10008.1.2.2"),
                picture(Encoding.EXPLICIT_LITTLE, "1.2.840.10008.1.2.1.99"), runLength());
    }

    private static byte[] mutated(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(6);
        for (int change = 0; change < changes; change++) {
            int position = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[position] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[position] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(1, position));
                case 3 -> Arrays.fill(bytes, position, Math.min(bytes.length, position + 4), (byte) 0xFF);
                case 4 -> {
                    int length = Math.min(random.nextInt(64), bytes.length - position);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, position, length);
                }
                default -> Arrays.fill(bytes, position, Math.min(bytes.length, position + 2), (byte) 0);
            }
        }
        return bytes;
    }

    /** Everything that a caller may do with a file; true if there were pixels. */
    private static boolean use(byte[] bytes) {
        try (DicomFile file = DicomFile.of(bytes)) {
            for (DataElement element : file.dataset().elements()) {
                file.dataset().strings(element.tag());
                file.dataset().numbers(element.tag());
            }
            PixelData pixels = file.pixels();
            for (int frame = 0; frame < Math.min(4, pixels.frames()); frame++) {
                pixels.lowSixteenBits(frame);
                DicomPicture.read(file, frame);
            }
            return true;
        } catch (DicomException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return false;
        }
    }

    @Test
    void mutantsGivePixelsOrAreRefused() {
        Random random = new Random(3);
        List<byte[]> originals = originals();
        List<Boolean> outcomes = new ArrayList<>();
        for (int mutant = 0; mutant < MUTANTS; mutant++) {
            byte[] bytes = mutated(originals.get(mutant % originals.size()), random);
            long start = System.nanoTime();
            try {
                outcomes.add(use(bytes));
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError escaped) {
                fail("mutant " + mutant + " of seed 3 escaped", escaped);
            }
            assertThat(System.nanoTime() - start).as("nanoseconds of mutant %d", mutant)
                    .isLessThan(MOST_NANOSECONDS);
        }
        // Were all refused or none, the mutants would test little.
        assertThat(outcomes).contains(true, false);
    }

    @Test
    void everyCutOfAFileIsSurvived() {
        for (byte[] original : originals()) {
            assertThat(use(original)).isTrue();
            for (int length = 1; length < original.length; length++) {
                use(Arrays.copyOf(original, length));
            }
        }
    }
}
