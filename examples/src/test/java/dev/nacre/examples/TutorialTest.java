package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of docs/tutorial.md, in little: from a folder of DICOM files and two tables to pages. */
class TutorialTest {
    @TempDir
    static Path directory;

    private static Path mine;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        Path phantoms = directory.resolve("phantoms");
        well("phantom", "--out", phantoms, "--patients", 24, "--test-patients", 1, "--height", 128, "--seed", 6,
                "--priors", 0, "--mass", 0.5, "--threads", 2);
        mine = OwnFolder.write(phantoms, directory.resolve("mine"));
        run = directory.resolve("run");
        well("pretrain", "--set", "csv", "--data", mine, "--out", run, "--recipe", "oriented", "--height", 64,
                "--width", 64, "--encoder", "tiny", "--text-layers", 1, "--text-width", 64, "--embedding", 32,
                "--batch", 8, "--epochs", 1);
    }

    private static String well(Object... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.code()).as(run.text()).isZero();
        return run.text();
    }

    private static Path judged(String task, Object... others) {
        Path out = directory.resolve(task);
        well(Stream.concat(Stream.of("task", task, "--model", run, "--set", "csv", "--data", mine, "--question", "mass",
                "--replicates", 100, "--out", out), Stream.of(others)).toArray());
        return out;
    }

    @Test
    void theTablesAreChecked() {
        assertThat(well("data", "check", "csv", mine)).contains("24 patients", "mass ", "nothing missing");
    }

    @Test
    void pagesOpenInABrowserAndNameNobody() throws Exception {
        for (Path out : List.of(judged("zeroshot"), judged("probe", "--unit", "picture"))) {
            Path page = out.resolve("report.html");
            assertThat(Files.readString(page)).contains("not for diagnosis").doesNotContain("phantom-0", ".dcm",
                    "<script");
            assertThat(Browser.dom(page, directory.resolve("browser-" + out.getFileName())))
                    .contains("Area under the ROC curve", "</html>");
        }
    }

    @Test
    void whatTheTablesDoNotAnswerIsToldBeforePicturesAreComputed() {
        CommandLineRun asked = CommandLineRun.of("task", "zeroshot", "--model", run, "--set", "csv", "--data", mine,
                "--question", "mass,malignancy", "--out", directory.resolve("never"));
        assertThat(asked.code()).isEqualTo(2);
        assertThat(asked.text()).contains("none has a label for malignancy").hasLineCount(1);
    }

    /** Names of files may be names of patients. */
    @Test
    void damagedPicturesAreToldByTheirRow() throws IOException {
        Path damaged = Files.createDirectories(directory.resolve("damaged"));
        byte[] whole = Files.readAllBytes(mine.resolve("0.dcm"));
        StringBuilder rows = new StringBuilder("patient,side,view,file,density,impression,split\n");
        for (String part : List.of("train", "val", "test")) {
            Files.write(damaged.resolve("Zwetschge-" + part + ".dcm"), Arrays.copyOf(whole, whole.length - 900));
            rows.append(part + ",L,CC,Zwetschge-" + part + ".dcm,B,Nothing to be seen.," + part + "\n");
        }
        Files.writeString(damaged.resolve("pictures.csv"), rows);
        for (CommandLineRun refused : List.of(
                CommandLineRun.of("task", "zeroshot", "--model", run, "--set", "csv", "--data", damaged, "--question",
                        "density", "--out", directory.resolve("never")),
                CommandLineRun.of("pretrain", "--set", "csv", "--data", damaged, "--out", directory.resolve("never"),
                        "--height", 64, "--width", 64))) {
            assertThat(refused.code()).isEqualTo(2);
            assertThat(refused.text()).contains("(pictures.csv, line ").doesNotContain("Zwetschge");
        }
        CommandLineRun nothingLeft = CommandLineRun.of("task", "zeroshot", "--model", run, "--set", "csv", "--data",
                damaged, "--question", "density", "--leave-out-unusable", "--out", directory.resolve("never"));
        assertThat(nothingLeft.code()).isEqualTo(2);
        assertThat(nothingLeft.text()).contains("no pictures to learn from").doesNotContain("Zwetschge");
    }

    @Test
    void whoAsksForItGetsAPageWithoutThePicturesThatCannotBeUsed() throws IOException {
        Path partly = Files.createDirectories(directory.resolve("partly"));
        Path table = mine.resolve("pictures.csv");
        List<String> rows = new ArrayList<>(Files.readAllLines(table));
        try (Stream<Path> files = Files.list(mine)) {
            for (Path file : files.toList()) {
                Files.copy(file, partly.resolve(file.getFileName()));
            }
        }
        byte[] whole = Files.readAllBytes(mine.resolve("0.dcm"));
        Files.write(partly.resolve("Zwetschge.dcm"), Arrays.copyOf(whole, whole.length - 900));
        String[] last = rows.getLast().split(",", -1);
        last[List.of(rows.getFirst().split(",", -1)).indexOf("file")] = "Zwetschge.dcm";
        rows.add(String.join(",", last));
        Files.write(partly.resolve("pictures.csv"), rows);
        Path out = directory.resolve("left-out");
        CommandLineRun judged = CommandLineRun.of("task", "zeroshot", "--model", run, "--set", "csv", "--data", partly,
                "--question", "density", "--replicates", 100, "--leave-out-unusable", "--out", out);
        assertThat(judged.code()).as(judged.text()).isZero();
        assertThat(judged.text()).contains("Left out: ", "(pictures.csv, line " + rows.size())
                .doesNotContain("Zwetschge");
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("one picture could not be used and was left out").doesNotContain("Zwetschge");
    }

    @Test
    void trainingTakesPreparedPictures() {
        Path store = directory.resolve("store");
        assertThat(well("prepare", "--in", mine, "--out", store, "--recipe", "oriented", "--format", "store16",
                "--height", 64, "--width", 64)).contains("prepared.csv");
        Path stored = directory.resolve("stored");
        well("pretrain", "--set", "csv", "--data", mine, "--images", store.resolve("pictures.safetensors"), "--out",
                stored, "--encoder", "tiny", "--text-layers", 1, "--text-width", 64, "--embedding", 32, "--batch", 8,
                "--epochs", 1, "--precision", "bfloat16");
        assertThat(stored.resolve("run.json")).content().contains("\"precision\": \"BFLOAT16\"");
        well("pretrain", "--resume", stored);
    }
}
