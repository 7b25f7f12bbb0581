package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import dev.nacre.mammo.dicom.DataSet;
import dev.nacre.mammo.dicom.DataSetBuilder;
import dev.nacre.mammo.dicom.DicomWriter;
import dev.nacre.mammo.dicom.DicomWriter.Compression;
import dev.nacre.mammo.dicom.PixelFrames;
import dev.nacre.mammo.dicom.Tag;
import dev.nacre.mammo.dicom.Vr;
import dev.nacre.mammo.image.GreyPicture;
import dev.nacre.mammo.image.PictureReader;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command that shows DICOM files, and what it never shows. */
class DicomCommandTest {
    /** SHA-256 of the eight bytes 0, 0, 1, 0, 2, 0 and 0xFF, 0x0F, by another implementation. */
    private static final String DIGEST = "7d69d1c098461cb86275c2e10ce547c71927e2ead91c8ecd667f673c50111eaf";

    @TempDir
    private Path folder;

    private StringWriter out = new StringWriter();
    private StringWriter err = new StringWriter();
    private Path file;

    private int nacre(Object... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        CommandLine commandLine = Nacre.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return Nacre.run(commandLine, Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    /** A mammogram with a name wherever one was ever found: names, free text, private tags, terms, nested items. */
    private static DataSetBuilder mammogram() {
        DataSet code = new DataSetBuilder().text(Tag.CODE_VALUE, "399162004")
                .text(Tag.CODE_MEANING, "view of Secretperson").text(0x00081070, "Secretperson^Olga").build();
        DataSet request = new DataSetBuilder().text(Tag.PATIENT_ID, "SECRET-4711").text(0x00321060, "for Secretperson")
                .build();
        return new DataSetBuilder().text(Tag.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.1.2")
                .text(Tag.SOP_INSTANCE_UID, "2.25.471147114711").text(0x00080020, "19621024")
                .text(0x00080050, "ACC4711").text(Tag.MODALITY, "MG")
                .text(Tag.MANUFACTURER, "for Secretperson").text(0x00081030, "of Secretperson")
                .text(Tag.PATIENT_NAME, "Secretperson^Olga").text(Tag.PATIENT_ID, "SECRET-4711")
                .text(0x00100030, "19621024").text(0x00104000, "calls herself Secretperson")
                .text(Tag.VIEW_POSITION, "CC").text(0x00181160, "SECRETPERSON").text(0x00185100, "SECRETPERSON")
                .text(0x00190010, "SECRETPERSON")
                .bytes(0x00191001, Vr.UN, "Secretperson".getBytes(StandardCharsets.US_ASCII))
                .text(0x00324000, "Secretperson").text(Tag.WINDOW_EXPLANATION, "Secretperson")
                .numbers(Tag.WINDOW_CENTER, 2).numbers(Tag.WINDOW_WIDTH, 4)
                .items(Tag.VIEW_CODE_SEQUENCE, code).items(0x00400275, request);
    }

    private static PixelFrames pixels() {
        return new PixelFrames(2, 2, 12, false, "MONOCHROME1", List.of(new short[] {0, 1, 2, 4095}));
    }

    @BeforeEach
    void write() {
        file = folder.resolve("picture.dcm");
        DicomWriter.write(file, mammogram().build(), pixels(), Compression.NONE);
    }

    private void assertNothingIdentifies() {
        // The temporary folder has a random number for a name, which may hold one of these.
        assertThat((out + "" + err).replace(folder.toString(), "").toLowerCase(Locale.ROOT))
                .doesNotContain("secretperson", "olga", "4711", "19621024");
    }

    @Test
    void attributesAreShownWithoutWhatIdentifies() {
        assertThat(nacre("dicom", file)).as(err.toString()).isZero();
        assertNothingIdentifies();
        assertThat(out.toString()).contains("Explicit VR Little Endian (1.2.840.10008.1.2.1)",
                "2 x 2, 12 of 16 bits, 1 frame", "shown as window 1", "(0010,0010) PN PatientName  (masked)",
                "(0018,5101) CS ViewPosition  CC", "> (0008,0100) SH CodeValue  399162004",
                "(0019,1001) UN (private)  (masked)", "(0040,0275) SQ RequestAttributesSequence  1 item (masked)",
                "(0008,0070) LO Manufacturer  (masked)", "not for diagnosis");
    }

    @Test
    void makersAreShownWhenTheyAreKnown() {
        DataSet known = mammogram().text(Tag.MANUFACTURER, "GE MEDICAL SYSTEMS")
                .text(Tag.MANUFACTURER_MODEL_NAME, "Senographe").build();
        DicomWriter.write(file, known, pixels(), Compression.NONE);
        assertThat(nacre("dicom", file)).isZero();
        assertThat(out.toString()).contains("Manufacturer  GE MEDICAL SYSTEMS", "ModelName  Senographe");
        DataSet person = mammogram().text(Tag.MANUFACTURER, "Somebody Else")
                .text(Tag.MANUFACTURER_MODEL_NAME, "Somebody's").build();
        DicomWriter.write(file, person, pixels(), Compression.NONE);
        assertThat(nacre("dicom", file)).isZero();
        assertThat(out.toString()).doesNotContain("Somebody");
    }

    @Test
    void everythingIsShownWhenAskedFor() {
        assertThat(nacre("dicom", "--identifiers", file)).isZero();
        assertThat(out.toString()).contains("Secretperson^Olga", "SECRET-4711", "ACC4711", "not for diagnosis")
                .doesNotContain("(masked)");
    }

    @Test
    void jsonHasTheFieldsThatToolsRead() {
        Path lossless = folder.resolve("lossless.dcm");
        DicomWriter.write(lossless, mammogram().build(), pixels(), Compression.JPEG_LOSSLESS);
        assertThat(nacre("dicom", "--json", file, lossless)).as(err.toString()).isZero();
        assertNothingIdentifies();
        List<Json> objects = out.toString().lines().map(Json::parse).toList();
        assertThat(objects).hasSize(2);
        assertThat(objects.get(0).get("file").text()).isEqualTo(file.toString());
        assertThat(objects.get(0).get("transferSyntax").text()).isEqualTo("1.2.840.10008.1.2.1");
        assertThat(objects.get(1).get("transferSyntax").text()).isEqualTo("1.2.840.10008.1.2.4.70");
        for (Json object : objects) {
            assertThat(object.get("rows").whole()).isEqualTo(2);
            assertThat(object.get("columns").whole()).isEqualTo(2);
            assertThat(object.get("frames").whole()).isEqualTo(1);
            assertThat(object.get("bitsStored").whole()).isEqualTo(12);
            assertThat(object.get("pixelSha256").text()).isEqualTo(DIGEST);
            assertThat(object.find("note")).isEmpty();
        }
    }

    @Test
    void aFileWithoutPixelsIsNoMistake() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        // The pixel data are the last 12 + 8 bytes.
        Path report = Files.write(folder.resolve("report.dcm"), Arrays.copyOf(bytes, bytes.length - 20));
        assertThat(nacre("dicom", "--json", report)).as(err.toString()).isZero();
        Json object = Json.parse(out.toString());
        assertThat(object.get("pixelSha256")).isEqualTo(Json.NULL);
        assertThat(object.get("frames")).isEqualTo(Json.NULL);
        assertThat(object.get("note").text()).contains("no pixels");
        assertThat(nacre("dicom", report)).isZero();
        assertThat(out.toString()).contains("no pixels");
    }

    @Test
    void unreadableFilesGetASentenceAndTheOthersAreShown() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "This is not DICOM.");
        assertThat(nacre("dicom", "--json", text, file, folder.resolve("missing"))).isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("nacre: "))
                .allMatch(line -> line.endsWith("."));
        assertThat(out.toString().lines()).hasSize(1);
        byte[] bytes = Files.readAllBytes(file);
        Path cut = Files.write(folder.resolve("cut.dcm"), Arrays.copyOf(bytes, bytes.length - 1));
        assertThat(nacre("dicom", "--json", cut)).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertNothingIdentifies();
    }

    @Test
    void foldersAreSearchedAndTheirNamesDoNotIdentify() throws IOException {
        Path inside = Files.createDirectories(folder.resolve("study/Secretperson_Olga/a"));
        Files.copy(file, inside.resolve("4711.dcm"));
        Files.copy(file, inside.resolve("SECRET-4711.dcm"));
        Files.writeString(inside.resolve("readme.txt"), "not DICOM");
        assertThat(nacre("dicom", "--json", folder.resolve("study"))).as(err.toString()).isZero();
        assertNothingIdentifies();
        assertThat(out.toString().lines()).hasSize(2)
                .allMatch(line -> Json.parse(line).get("file").text().endsWith("study/(masked)/a/(masked)"));
        assertThat(nacre("dicom", "--json", Files.createDirectory(folder.resolve("empty")))).isEqualTo(2);
    }

    @Test
    void previewsAreWindowedInvertedAndNamedByNumber() throws IOException {
        Path previews = folder.resolve("previews");
        assertThat(nacre("dicom", "--preview", previews, file)).as(err.toString()).isZero();
        Path preview = previews.resolve("preview-0001.png");
        assertThat(out.toString()).contains("preview  " + preview);
        GreyPicture picture = PictureReader.read(preview);
        // A linear window of width 4 about 2 shows 0 at 0, 1 at a third, 2 at two thirds, the rest white; inverted.
        assertThat(picture.levels()).containsExactly(255, 170, 85, 0);
        assertNothingIdentifies();
    }

    @Test
    void textBurnedIntoThePixelsIsNotShownUnasked() {
        DataSet burned = mammogram().text(Tag.BURNED_IN_ANNOTATION, "YES").build();
        DicomWriter.write(file, burned, pixels(), Compression.NONE);
        Path previews = folder.resolve("previews");
        assertThat(nacre("dicom", "--preview", previews, file)).isZero();
        assertThat(err.toString()).contains("burned");
        assertThat(previews).isEmptyDirectory();
        assertThat(nacre("dicom", "--identifiers", "--preview", previews, file)).isZero();
        assertThat(previews.resolve("preview-0001.png")).isRegularFile();
    }
}
