package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study of DICOM files through every command: nothing printed or written names the patient. */
class IdentifiersTest {
    private static final int SIDE = 64;
    private static final int ROWS = 4;
    private static final List<String> SECRETS = List.of("zwetschge", "ilseken", "pat4711", "19580317", "acc998877");

    @TempDir
    private Path folder;

    private final StringWriter screen = new StringWriter();

    @Test
    void noCommandShowsWhoThePatientIs() throws IOException {
        Path study = folder.resolve("study");
        Path named = Files.createDirectories(study.resolve("Zwetschge Ilseken 19580317"));
        StringBuilder table = new StringBuilder(TinyStudy.HEADER);
        for (int row = 0; row < ROWS; row++) {
            mammogram(study.resolve(row + ".dcm"), row, 1);
            table.append("PAT4711-").append(row).append(",L,['CC'],['").append(row).append(".dcm'],[],['a spot ")
                    .append(row).append("'],1\n");
        }
        mammogram(named.resolve("PAT4711.dcm"), 5, 1);
        mammogram(named.resolve("ACC998877"), 6, 3);
        Path broken = Files.createDirectories(folder.resolve("broken"));
        mammogram(broken.resolve("zwetschge.dcm"), 7, 3);
        Path csv = Files.writeString(folder.resolve("table.csv"), table);
        Path written = Files.createDirectories(folder.resolve("written"));

        nacre(0, "dicom", study.resolve("1.dcm"), study.resolve("2.dcm"), "--preview", written.resolve("previews"));
        nacre(0, "dicom", "--json", study.resolve("1.dcm"));
        nacre(0, "prepare", "--in", study, "--out", written.resolve("pictures"), "--height", 80, "--width", 50);
        nacre(0, "prepare", "--in", study, "--out", written.resolve("store"), "--recipe", "oriented", "--format",
                "store16", "--height", 80, "--width", 50);
        nacre(0, "pretrain", "--table", csv, "--images", study, "--out", written.resolve("run"), "--recipe", "oriented",
                "--height", SIDE, "--width", SIDE, "--encoder", "tiny", "--text-layers", 1, "--text-width", 64,
                "--embedding", 32, "--batch", 2, "--epochs", 1);
        // The table names the original files; the store holds their pictures.
        nacre(0, "pretrain", "--table", csv, "--images", written.resolve("store/pictures.safetensors"), "--out",
                written.resolve("stored"), "--encoder", "tiny", "--text-layers", 1, "--text-width", 64, "--embedding",
                32, "--batch", 2, "--epochs", 1);
        nacre(0, "zeroshot", "--model", written.resolve("run"), "--table", csv, "--images", study, "--out",
                written.resolve("scores.csv"));
        nacre(0, "embed", study.resolve("0.dcm"), "--model", written.resolve("run"), "--out", written.resolve("v"));
        nacre(0, "embed", study, "--model", written.resolve("run"), "--out", written.resolve("all"));
        nacre(0, "zeroshot", study, "--model", written.resolve("run"), "--sentence", "a spot", "--out",
                written.resolve("found.csv"));
        // Mistakes are told without names, too.
        byte[] whole = Files.readAllBytes(study.resolve("0.dcm"));
        Path cut = Files.write(study.resolve("cut.dcm"), Arrays.copyOf(whole, whole.length - 900));
        nacre(2, "embed", broken, "--model", written.resolve("run"), "--out", written.resolve("never"));
        nacre(2, "dicom", "--json", cut);
        nacre(2, "zeroshot", "--model", written.resolve("run"), "--sentence", "a spot", cut);

        assertUnnamed("the screen", screen.toString());
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.toList()) {
                assertUnnamed("the name of " + file, written.relativize(file).toString());
                if (Files.isRegularFile(file)) {
                    assertUnnamed(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
    }

    private static void assertUnnamed(String where, String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        for (String secret : SECRETS) {
            assertThat(folded.contains(secret)).as("%s holds %s", where, secret).isFalse();
        }
    }

    private void nacre(int expected, Object... arguments) {
        PrintWriter both = new PrintWriter(screen, true);
        int code = Nacre.run(Nacre.commandLine().setOut(both).setErr(both),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
        assertThat(code).as(screen.toString()).isEqualTo(expected);
    }

    private static void mammogram(Path file, int number, int frames) {
        short[] levels = new short[SIDE * SIDE];
        for (int index = 0; index < levels.length; index++) {
            int row = index / SIDE - 32;
            int column = index % SIDE;
            levels[index] = (short) (row * row + column * column < 800 ? 1500 + (index * (number + 3)) % 2000 : 0);
        }
        DataSet attributes = new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25." + (number + 1)).text(Tag.MODALITY, "MG")
                .text(Tag.PATIENT_NAME, "Zwetschge^Ilseken").text(Tag.PATIENT_ID, "PAT4711")
                .text(0x00100030, "19580317").text(0x00080050, "ACC998877").text(0x00081030, "Mammo Zwetschge")
                .text(Tag.IMAGE_LATERALITY, "L").text(Tag.VIEW_POSITION, "CC")
                .text(Tag.WINDOW_EXPLANATION, "for Zwetschge").numbers(Tag.WINDOW_CENTER, 2000)
                .numbers(Tag.WINDOW_WIDTH, 3000).build();
        short[][] copies = new short[frames][];
        Arrays.fill(copies, levels);
        DicomWriter.write(file, attributes, new PixelFrames(SIDE, SIDE, 12, false, "MONOCHROME2", List.of(copies)),
                Compression.NONE);
    }
}
