package dev.nacre.examples.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import dev.nacre.examples.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tasks on a small set of phantoms: that all of it works, not what it finds. */
class TaskCommandsTest {
    @TempDir
    static Path directory;

    private static Path set;
    private static Path run;

    @BeforeAll
    static void train() {
        set = directory.resolve("set");
        run = directory.resolve("run");
        well(CommandLineRun.of("phantom", "--out", set, "--patients", 60, "--test-patients", 20, "--height", 128,
                "--seed", 5, "--priors", 0, "--mass", 0.5, "--visibility", 3));
        well(CommandLineRun.of("pretrain", "--table", set.resolve("train.csv"), "--images", set, "--out", run,
                "--epochs", 1, "--height", 64, "--width", 64, "--batch", 8, "--encoder", "tiny", "--text-layers", 1,
                "--text-width", 64, "--embedding", 32));
    }

    private static CommandLineRun well(CommandLineRun run) {
        assertThat(run.code()).as(run.text()).isZero();
        return run;
    }

    private static CommandLineRun task(String task, Object... others) {
        return CommandLineRun.of(Stream.concat(Stream.of("task", task, "--model", run, "--set", "phantom", "--data",
                set), Stream.of(others)).toArray());
    }

    private static Json metrics(Path folder) throws IOException {
        return Json.parse(Files.readString(folder.resolve("metrics.json")));
    }

    @Test
    void zeroShotWritesItsFolder() throws IOException {
        Path out = directory.resolve("zeroshot");
        CommandLineRun judged = well(task("zeroshot", "--question", "mass,density", "--replicates", 100, "--out", out));
        assertThat(judged.text()).contains("mass, ", "roc auc", "quadratic kappa", "report.html", "not for diagnosis");
        Json results = metrics(out).get("results");
        assertThat(results.get("mass").get("unit").text()).isEqualTo("breast");
        assertThat(results.get("mass").get("calibration").items()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(results.get("density").get("one_against_rest").items()).isNotEmpty();
        assertThat(results.get("density").get("cases").whole()).isEqualTo(results.get("mass").get("cases").whole());
        for (String file : List.of("metrics.json", "predictions.csv", "report.html")) {
            assertThat(Files.readString(out.resolve(file))).contains("not for diagnosis").doesNotContain("phantom-0");
        }
        assertThat(Files.readString(out.resolve("report.html"))).contains("mass: best found", "Most mistaken for mass")
                .doesNotContain("What the score for mass comes from");
    }

    @Test
    void mapsSayWhatASentencesScoreComesFrom() throws IOException {
        Path out = directory.resolve("zeroshot-maps");
        well(task("zeroshot", "--question", "mass,density", "--replicates", 100, "--maps", "cam", "--map-pictures", 2,
                "--out", out, "--quiet"));
        assertThat(metrics(out).get("results").fields()).containsKeys("mass", "mass-maps", "density")
                .doesNotContainKey("density-maps");
        assertThat(metrics(out).get("results").get("mass-maps").get("cases").whole()).isEqualTo(2);
        assertThat(Files.readString(out.resolve("report.html"))).contains("What the score for mass comes from");
    }

    @Test
    void probesLearnFromAShareOfTheLabelsAndKeepTheFeatures() throws IOException {
        Path features = directory.resolve("features");
        Path out = directory.resolve("probe");
        CommandLineRun judged = well(task("probe", "--question", "mass", "--labels", "0.5", "--unit", "picture",
                "--replicates", 100, "--features", features, "--out", out, "--json"));
        assertThat(Json.parse(judged.text().substring(judged.text().indexOf('{'))).get("task").text())
                .isEqualTo("probe");
        assertThat(metrics(out).get("configuration").get("probe").get("share").decimal()).isEqualTo(0.5);
        assertThat(features).isNotEmptyDirectory();
        Path again = directory.resolve("again");
        well(task("probe", "--question", "mass", "--labels", "0.5", "--unit", "picture", "--replicates", 100,
                "--features", features, "--maps", "gradient", "--map-pictures", 2, "--out", again, "--quiet"));
        assertThat(metrics(again).get("results").get("mass")).isEqualTo(metrics(out).get("results").get("mass"));
        assertThat(metrics(again).get("results").get("mass-maps").get("cases").whole()).isEqualTo(2);
        assertThat(metrics(again).get("results").get("mass-maps").get("figures").fields())
                .containsKeys("deletion", "insertion_difference");
    }

    @Test
    void mistakesAreOneSentence() throws IOException {
        Path prompts = Files.writeString(directory.resolve("prompts.txt"), "[no mass]\nno mass\n[mass]\na mass\n"
                + "[large mass]\na large mass\n");
        assertThat(task("zeroshot", "--question", "mass", "--prompts", "mass=" + prompts, "--out",
                directory.resolve("x")).text()).contains("the prompts for mass have 3 classes").hasLineCount(1);
        assertThat(task("zeroshot", "--question", "tumour", "--out", directory.resolve("x")).text())
                .contains("there is no question \"tumour\"", "calcification").hasLineCount(1);
        assertThat(task("zeroshot", "--question", "asymmetry", "--out", directory.resolve("x")).text())
                .contains("there are no prompts \"asymmetry\"").hasLineCount(1);
        assertThat(task("zeroshot", "--question", "mass", "--prompts", "density=" + prompts, "--out",
                directory.resolve("x")).text()).contains("which --question does not ask").hasLineCount(1);
        assertThat(task("probe", "--question", "mass", "--labels", "2", "--out", directory.resolve("x")).text())
                .contains("--labels is 2").hasLineCount(1);
        assertThat(task("probe", "--question", "mass", "--out", set).text()).contains("is not empty").hasLineCount(1);
        assertThat(directory.resolve("x")).doesNotExist();
    }
}
