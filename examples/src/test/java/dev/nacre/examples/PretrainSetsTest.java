package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pre-training from sets, with and without a table beside them, on a few small phantoms. */
class PretrainSetsTest {
    @TempDir
    static Path directory;

    private static Path set;
    private static Path run;
    private static String screen;

    @BeforeAll
    static void train() {
        set = directory.resolve("set");
        well(CommandLineRun.of("phantom", "--out", set, "--patients", 24, "--test-patients", 6, "--height", 128,
                "--seed", 5, "--priors", 0, "--mass", 0.5));
        run = directory.resolve("run");
        screen = well(pretrain("--set", "phantom", "--data", set, "--out", run, "--question", "mass")).text();
    }

    private static CommandLineRun well(CommandLineRun run) {
        assertThat(run.code()).as(run.text()).isZero();
        return run;
    }

    private static CommandLineRun pretrain(Object... others) {
        return CommandLineRun.of(Stream.concat(Stream.of("pretrain", "--epochs", 1, "--batch", 8, "--encoder", "tiny",
                "--text-layers", 1, "--text-width", 64, "--embedding", 32, "--height", 64, "--width", 64),
                Stream.of(others)).toArray());
    }

    private static Json json(Path folder) throws IOException {
        return Json.parse(Files.readString(folder.resolve("run.json")));
    }

    @Test
    void aSetIsLearnedFromValidatedOnAndAsked() throws IOException {
        assertThat(screen).contains("phantom: ", " breasts to train on and ", "by reports", "Training on ");
        List<String> validation = Files.readAllLines(run.resolve("validation.csv"));
        assertThat(validation).hasSize(2);
        assertThat(validation.getFirst()).contains("mass");
        assertThat(Double.parseDouble(validation.getLast().substring(validation.getLast().lastIndexOf(',') + 1)))
                .isBetween(0.0, 1.0);
        assertThat(json(run).get("options").get("set").text()).isEqualTo("phantom");
        assertThat(json(run).get("data").get("sets").items()).hasSize(1);
        assertThat(Files.readString(run.resolve("run.json"))).doesNotContain("phantom-0");
    }

    @Test
    void theConfigurationOfARunMakesItAgainAndGoesOn() {
        Path again = directory.resolve("again");
        well(CommandLineRun.of("pretrain", "--config", run.resolve("run.json"), "--out", again));
        assertThat(again.resolve("model.safetensors")).hasSameBinaryContentAs(run.resolve("model.safetensors"));
        well(CommandLineRun.of("pretrain", "--resume", again));
    }

    @Test
    void setsAndATableAreMixed() throws IOException {
        Path table = directory.resolve("tables");
        Path mixed = directory.resolve("mixed");
        String said = well(pretrain("--table", TinyStudy.write(Files.createDirectories(table)), "--images", table,
                "--set", "phantom", "--data", set, "--set", "phantom", "--data", set, "--texts", "findings", "--out",
                mixed)).text();
        assertThat(said).contains("0 by reports");
        int alone = training(screen);
        assertThat(training(said)).isEqualTo(6 + 2 * alone);
        assertThat(json(mixed).get("options").get("data").text().lines()).hasSize(2);
        assertThat(json(mixed).get("data").fields()).containsKeys("table", "pictures", "sets");
        assertThat(json(mixed).get("data").get("sets").items().get(0))
                .isNotEqualTo(json(mixed).get("data").get("sets").items().get(1));
        well(CommandLineRun.of("pretrain", "--resume", mixed));
    }

    private static int training(String said) {
        return Integer.parseInt(said.replaceFirst("(?s).*Training on (\\d+) rows.*", "$1"));
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        Path out = directory.resolve("x");
        assertThat(pretrain("--out", out).text()).contains("Missing what to learn from").hasLineCount(1);
        assertThat(pretrain("--set", "phantom", "--out", out).text()).contains("1 --set and 0 --data").hasLineCount(1);
        assertThat(pretrain("--set", "phantoms", "--data", set, "--out", out).text())
                .contains("there is no set 'phantoms'").hasLineCount(1);
        assertThat(pretrain("--set", "phantom", "--data", set, "--question", "density", "--out", out).text())
                .contains("no question \"density\" with two answers").hasLineCount(1);
        assertThat(pretrain("--table", set.resolve("train.csv"), "--out", out).text()).contains("--images")
                .hasLineCount(1);
        assertThat(pretrain("--images", set, "--set", "phantom", "--data", set, "--set", "phantom", "--data", set,
                "--out", out).text()).contains("more than one").hasLineCount(1);
        assertThat(pretrain("--set", "phantom", "--data", set, "--images", Files.createDirectories(directory.resolve(
                "empty")), "--out", out).text()).contains("holds no picture of the set").hasLineCount(2);
        assertThat(pretrain("--table", set.resolve("train.csv"), "--images", set, "--question", "mass", "--out", out)
                .text()).contains("--question asks sets").hasLineCount(1);
        Path own = Files.createDirectories(directory.resolve("own"));
        for (String name : List.of("a.dcm", "b.dcm", "c.dcm")) {
            Files.writeString(own.resolve(name), name);
        }
        Files.writeString(own.resolve("pictures.csv"), "patient,side,view,file,pathology,split\n"
                + "1,L,CC,a.dcm,no_cancer,train\n2,L,CC,b.dcm,no_cancer,val\n3,L,CC,c.dcm,no_cancer,test\n");
        assertThat(pretrain("--set", "csv", "--data", own, "--out", out).text())
                .contains("of 1 breasts the set says nothing that a sentence could say").hasLineCount(1);
        assertThat(out).doesNotExist();
    }
}
