package dev.nacre.examples.finealign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import dev.nacre.examples.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands from a set of phantoms to masks and figures: that all of it works, not what it finds. */
class FineAlignCommandsTest {
    private static final List<Object> SMALL = List.of("--height", 64, "--width", 64, "--batch", 3, "--coarse", 1,
            "--graded", 0, "--fine", 1);

    @TempDir
    static Path directory;

    private static Path set;
    private static Path run;

    @BeforeAll
    static void train() {
        set = directory.resolve("set");
        CommandLineRun phantoms = CommandLineRun.of("phantom", "--out", set, "--patients", 16, "--test-patients", 6,
                "--height", 128, "--seed", 5, "--priors", 0, "--mass", 0.6, "--visibility", 3);
        assertThat(phantoms.code()).as(phantoms.text()).isZero();
        run = directory.resolve("run");
        CommandLineRun training = training("--out", run);
        assertThat(training.code()).as(training.text()).isZero();
        assertThat(training.text()).contains("exams with reports", "not for diagnosis", "finealign explain");
    }

    private static CommandLineRun training(Object... others) {
        return CommandLineRun.of(Stream.of(Stream.of("finealign", "train", "--set", "phantom", "--data", set),
                SMALL.stream(), Stream.of(others)).flatMap(one -> one).toArray());
    }

    private static Path exam() {
        return set.resolve("images/phantom-00001/exam-1");
    }

    private static Path model() {
        return run.resolve("model.safetensors");
    }

    @Test
    void aRunIsWhole() throws IOException {
        assertThat(run.resolve("log.csv")).exists();
        assertThat(run.resolve("checkpoints")).isDirectory();
        assertThat(Files.readString(run.resolve("run.json"))).contains("\"command\": \"train\"", "\"height\": 64");
        assertThat(Files.readString(run.resolve("log.csv"))).doesNotContain("phantom-0");
    }

    @Test
    void aRunThatIsDoneGoesOnToNothing() throws IOException {
        byte[] before = Files.readAllBytes(model());
        CommandLineRun again = CommandLineRun.of("finealign", "train", "--resume", run);
        assertThat(again.code()).as(again.text()).isZero();
        assertThat(Files.readAllBytes(model())).isEqualTo(before);
        CommandLineRun other = CommandLineRun.of("finealign", "train", "--resume", run, "--fine", "2");
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.text()).contains("leave out --fine").hasLineCount(1);
    }

    @Test
    void masksLieInThePixelsOfTheFiles() throws IOException {
        Path exam = exam();
        Path masks = directory.resolve("masks");
        CommandLineRun segment = CommandLineRun.of("finealign", "segment", exam, "--model", model(), "--out", masks,
                "--threshold", 0.01, "--calcifications");
        assertThat(segment.code()).as(segment.text()).isZero();
        assertThat(segment.text()).contains("not for diagnosis").doesNotContain("phantom-0");
        assertThat(ImageIO.read(masks.resolve("left_cc.png").toFile()).getHeight()).isEqualTo(128);
        List<String> rows = Files.readAllLines(masks.resolve("regions.csv"));
        assertThat(rows.getFirst()).isEqualTo("side,view,x0,y0,x1,y1,mean,highest,threshold");
        assertThat(rows).hasSizeGreaterThan(1).allMatch(row -> !row.contains("phantom"));
    }

    @Test
    void figuresComeWithIntervalsAndThresholdsThatAnotherCanTake() throws IOException {
        Path figures = directory.resolve("figures.json");
        CommandLineRun evaluate = evaluation(figures);
        assertThat(evaluate.code()).as(evaluate.text()).isZero();
        assertThat(evaluate.text()).contains("| brightness |", "| model |", "not for diagnosis");
        Json all = Json.parse(Files.readString(figures)).get("all");
        assertThat(all.get("patients").whole()).isEqualTo(6);
        assertThat(all.get("ways").items()).hasSize(2);
        Path other = directory.resolve("other.json");
        Path pages = directory.resolve("pages");
        CommandLineRun given = evaluation(other, "--thresholds", figures, "--pages", pages);
        assertThat(given.code()).as(given.text()).isZero();
        assertThat(given.text()).contains("best: Dice ", "median: Dice ", "worst: Dice ");
        for (String name : List.of("best.html", "median.html", "worst.html")) {
            assertThat(pages.resolve(name)).content().contains("What the model saw in this exam", "show-truth",
                    "not for diagnosis").doesNotContain("phantom-");
        }
        assertThat(Json.parse(Files.readString(other)).get("thresholds").toString())
                .isEqualTo(Json.parse(Files.readString(figures)).get("thresholds").toString());
    }

    @Test
    void aSetWithoutSubtractedPicturesSaysSo() {
        CommandLineRun none = evaluation(directory.resolve("none.json"), "--subtracted");
        assertThat(none.code()).isEqualTo(2);
        assertThat(none.text()).contains("no CC or MLO picture of phantom of the kind that is asked for");
    }

    private static CommandLineRun evaluation(Path out, Object... others) {
        return CommandLineRun.of(Stream.concat(Stream.of("finealign", "evaluate", "--set", "phantom", "--data", set,
                "--model", model(), "--replicates", 20, "--out", out), Stream.of(others)).toArray());
    }

    @ParameterizedTest
    @CsvSource({"--height, 100, 'multiples of 32'", "--batch, 1, '--batch is 1'",
        "--batch, 500, 'fewer than one batch'", "--learning-rate, 7, '--learning-rate is 7.0'",
        "--text-length, 2000, 'positions'", "--mode, best, '--mode'",
        "--weights, nowhere.safetensors, nowhere.safetensors"})
    void whatMakesNoSenseEndsWithOneSentence(String option, String value, String sentence) {
        CommandLineRun wrong = CommandLineRun.of("finealign", "train", "--set", "phantom", "--data", set, "--out",
                directory.resolve("never"), option, value);
        assertThat(wrong.code()).as(wrong.text()).isEqualTo(2);
        assertThat(wrong.text()).contains(sentence).doesNotContain("Exception").hasLineCount(1);
        assertThat(directory.resolve("never")).doesNotExist();
    }

    @Test
    void otherFilesThanModelsAreRefused() {
        CommandLineRun wrong = CommandLineRun.of("finealign", "segment", exam(),
                "--model", set.resolve("train.csv"), "--out", directory.resolve("nothing"));
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.text()).contains("train.csv").hasLineCount(1);
        CommandLineRun full = CommandLineRun.of("finealign", "segment", exam(),
                "--model", model(), "--out", set);
        assertThat(full.code()).isEqualTo(2);
        assertThat(full.text()).contains("is not empty");
    }
}
