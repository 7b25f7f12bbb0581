package dev.nacre.examples.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import dev.nacre.examples.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tasks that train, on a small set of phantoms: that all of it works, not what it finds. */
class TrainingTasksTest {
    @TempDir
    static Path directory;

    private static Path set;
    private static Path model;

    @BeforeAll
    static void prepare() {
        set = directory.resolve("set");
        model = directory.resolve("model");
        well(CommandLineRun.of("phantom", "--out", set, "--patients", 60, "--test-patients", 20, "--height", 128,
                "--seed", 5, "--priors", 0, "--mass", 0.5, "--calcification", 0.5, "--visibility", 3));
        well(CommandLineRun.of("pretrain", "--table", set.resolve("train.csv"), "--images", set, "--out", model,
                "--epochs", 1, "--height", 64, "--width", 64, "--batch", 8, "--encoder", "tiny", "--text-layers", 1,
                "--text-width", 64, "--embedding", 32));
    }

    private static CommandLineRun well(CommandLineRun run) {
        assertThat(run.code()).as(run.text()).isZero();
        return run;
    }

    private static CommandLineRun task(String task, Object... others) {
        return CommandLineRun.of(Stream.concat(Stream.of("task", task, "--model", model, "--set", "phantom", "--data",
                set, "--replicates", 100, "--cases", 1), Stream.of(others)).toArray());
    }

    private static Path picture() throws IOException {
        try (Stream<Path> files = Files.walk(set.resolve("images"))) {
            return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    private static Json metrics(Path folder) throws IOException {
        return Json.parse(Files.readString(folder.resolve("metrics.json")));
    }

    private static void expectWholeFolder(Path folder, String... onPage) throws IOException {
        for (String file : List.of("metrics.json", "predictions.csv", "report.html")) {
            assertThat(Files.readString(folder.resolve(file))).contains("not for diagnosis")
                    .doesNotContain("phantom-0");
        }
        assertThat(Files.readString(folder.resolve("report.html"))).contains(onPage).contains("Learning rate");
    }

    @Test
    void factorIsJudgedBesideTheBrightestTissueAndShowsAnySentence() throws IOException {
        Path out = directory.resolve("factor");
        CommandLineRun judged = well(task("factor", "--question", "mass", "--level", 3, "--epochs", 1, "--sentence",
                "a spiculated mass", "--out", out));
        assertThat(judged.text()).contains("hit rate iou 25 difference", "pictures judged", "left", "report.html");
        Json mass = metrics(out).get("results").get("mass").get("figures");
        for (String figure : List.of("hit_rate_iou_25", "hit_rate_iou_50", "pointing_game")) {
            assertThat(mass.get(figure + "_difference").get("estimate").decimal()).isEqualTo(
                    mass.get(figure).get("estimate").decimal()
                            - mass.get(figure + "_brightest").get("estimate").decimal());
        }
        expectWholeFolder(out, "mass: best located", "“a spiculated mass” (cosine", "box truth", "box found");
        assertThat(Files.readAllLines(out.resolve("predictions.csv")).get(1).split(",")[9])
                .matches("(\\d+\\.\\d ){4}0?\\.?\\d+.*");
        Path again = directory.resolve("again");
        Path named = Files.copy(Path.of(picture().toString()), directory.resolve("Zwetschge.dcm"));
        well(task("factor", "--question", "mass", "--mapper", out.resolve("run/factor.safetensors"), "--picture",
                named, "--out", again, "--quiet"));
        for (String shared : List.of("report.html", "metrics.json", "predictions.csv")) {
            assertThat(Files.readString(again.resolve(shared))).doesNotContain("Zwetschge", directory.toString());
        }
        assertThat(metrics(again).get("results").get("mass")).as("the same mapper")
                .isEqualTo(metrics(out).get("results").get("mass"));
        assertThat(Files.readString(again.resolve("report.html"))).contains("Your pictures: mass", "picture 1");
    }

    @Test
    void fineTuningIsJudgedAndExplained() throws IOException {
        Path out = directory.resolve("finetune");
        CommandLineRun judged = well(task("finetune", "--question", "mass,density", "--unit", "picture", "--labels",
                "0.5", "--epochs", 2, "--layer-rate", "0.8", "--maps", "cam", "--map-pictures", 2, "--out", out,
                "--json", "--quiet"));
        assertThat(judged.text().strip()).startsWith("{").endsWith("}");
        Json metrics = Json.parse(judged.text());
        assertThat(metrics.get("task").text()).isEqualTo("finetune");
        assertThat(metrics.get("results").fields()).containsKeys("mass", "mass-maps", "density", "mass-training");
        assertThat(metrics.get("results").get("mass-maps").get("figures").fields()).containsKeys("deletion",
                "insertion");
        assertThat(metrics.get("results").get("density").get("one_against_rest").items()).isNotEmpty();
        Json how = metrics.get("configuration").get("fine_tuning");
        assertThat(how.get("optimisation").get("layer_factor").decimal()).isEqualTo(0.8);
        assertThat(how.get("weights").text()).isEqualTo("pretrained");
        expectWholeFolder(out, "each class against all others", "mass: best found", "data:image/png");
        assertThat(out.resolve("run/mass/model.safetensors")).isRegularFile();
    }

    @Test
    void aTaskThatWasInterruptedGoesOnToTheSameResult() throws IOException {
        Path out = directory.resolve("interrupted");
        well(task("finetune", "--question", "mass,calcification", "--together", "--from-scratch", "--epochs", 1,
                "--out", out, "--quiet"));
        Json first = metrics(out).get("results");
        assertThat(first.fields()).containsKeys("mass", "calcification", "mass+calcification-training");
        assertThat(CommandLineRun.of("task", "finetune", "--resume", out).text()).contains("is finished")
                .hasLineCount(1);
        Files.delete(out.resolve("metrics.json"));
        Files.delete(out.resolve("run/mass+calcification/model.safetensors"));
        assertThat(CommandLineRun.of("task", "finetune", "--resume", out, "--epochs", 2).text())
                .contains("leave out --epochs").hasLineCount(1);
        well(CommandLineRun.of("task", "finetune", "--resume", out));
        assertThat(metrics(out).get("results")).isEqualTo(first);
        assertThat(metrics(out).get("configuration").get("fine_tuning").get("weights").text()).isEqualTo("scratch");
    }

    @Test
    void detectorsAreJudgedOnPicturesWithoutFindingsToo() throws IOException {
        Path out = directory.resolve("detect");
        CommandLineRun judged = well(task("detect", "--question", "mass", "--size", 96, "--channels", 8, "--epochs", 1,
                "--smallest-box", 6, "--taps", "fine", "--out", out));
        assertThat(judged.text()).contains("map 10 95", "sensitivity at 1 0");
        Json mass = metrics(out).get("results").get("mass");
        assertThat(mass.get("cases").whole()).isGreaterThan(mass.get("with_lesion").whole());
        assertThat(mass.get("froc").items()).hasSize(13);
        expectWholeFolder(out, "FROC curve", "Surest mark where there is no mass", "box truth");
        Path tiles = directory.resolve("tiles");
        well(task("detect", "--question", "mass", "--size", 64, "--channels", 8, "--epochs", 1, "--taps", "fine",
                "--smallest-box", 8, "--tiles", "--from-scratch", "--normals", "none", "--out", tiles, "--quiet"));
        assertThat(metrics(tiles).get("configuration").get("scratch").truth()).isTrue();
        assertThat(metrics(tiles).get("configuration").get("detection").get("normals").text()).isEqualTo("none");
        assertThat(metrics(tiles).get("results").get("mass").get("lesions")).isEqualTo(mass.get("lesions"));
    }

    @Test
    void thePaperSwitchTrainsAsPublished() throws IOException {
        Path tuned = directory.resolve("paper-finetune");
        well(task("finetune", "--question", "mass", "--unit", "finding", "--paper", "--linear-layer", "--epochs", 1,
                "--out", tuned, "--quiet"));
        Json how = metrics(tuned).get("configuration").get("fine_tuning");
        assertThat(how.get("rows").text()).isEqualTo("findings");
        assertThat(how.get("weights").text()).isEqualTo("published_probe");
        assertThat(how.get("recalibrated").whole()).isZero();
        assertThat(how.get("optimisation").get("learning_rate").decimal()).isEqualTo(5e-5);
        Path mapped = directory.resolve("paper-factor");
        assertThat(task("factor", "--question", "mass", "--paper", "--out", mapped).text())
                .contains("ask two or more questions with --paper").hasLineCount(1);
        well(task("factor", "--question", "mass,calcification", "--paper", "--level", 3, "--epochs", 1, "--out", mapped,
                "--quiet"));
        assertThat(metrics(mapped).get("configuration").get("factor").get("variant").text()).isEqualTo("PAPER");
        Path found = directory.resolve("paper-detect");
        well(task("detect", "--question", "mass", "--paper", "--size", 96, "--channels", 8, "--smallest-box", 6,
                "--epochs", 1, "--out", found, "--quiet"));
        Json detection = metrics(found).get("configuration").get("detection");
        assertThat(detection.get("normals").text()).isEqualTo("none");
        assertThat(detection.get("longest_gradient").decimal()).isEqualTo(0.1);
    }

    @Test
    void lesionsTooSmallForTheNetworksBoxesAreOneSentence() {
        Path out = directory.resolve("small");
        assertThat(task("detect", "--question", "mass", "--size", 64, "--channels", 8, "--out", out, "--quiet").text())
                .contains("lesions to learn from is as large as the network's boxes, which begin at 32 pixels",
                        "choose smaller boxes").hasLineCount(1);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void mistakesAreFoundBeforeThereIsAnyWork() {
        Path out = directory.resolve("nothing");
        assertThat(task("factor", "--question", "density", "--out", out).text())
                .contains("is not about a finding that has a place").hasLineCount(1);
        assertThat(task("factor", "--question", "mass", "--level", 6, "--out", out).text())
                .contains("there is no level 6").hasLineCount(1);
        assertThat(task("factor", "--question", "mass", "--picture", "nowhere.dcm", "--out", out).text())
                .contains("there is no picture nowhere.dcm").hasLineCount(1);
        assertThat(task("finetune", "--question", "mass", "--maps", "saliency", "--out", out).text())
                .contains("--maps is saliency", "integrated-gradients").hasLineCount(1);
        assertThat(task("finetune", "--question", "mass", "--labels", "0", "--out", out).text())
                .contains("--labels is 0").hasLineCount(1);
        assertThat(task("finetune", "--question", "mass", "--together", "--out", out).text())
                .contains("--together needs at least two").hasLineCount(1);
        assertThat(task("finetune", "--question", "mass", "--from-scratch", "--linear-layer", "--out", out).text())
                .contains("leave one out").hasLineCount(1);
        assertThat(task("finetune", "--question", "mass", "--paper", "--augment", "--out", out).text())
                .contains("--paper has its own augmentation").hasLineCount(1);
        assertThat(task("finetune", "--question", "mass", "--epochs", 0, "--out", out).text())
                .contains("--epochs is 0").hasLineCount(1);
        assertThat(task("detect", "--question", "density", "--out", out).text())
                .contains("cannot be answered by boxes").hasLineCount(1);
        assertThat(task("detect", "--question", "mass", "--size", 10, "--out", out).text()).contains("--size is 10")
                .hasLineCount(1);
        assertThat(task("detect", "--question", "mass", "--paper", "--tiles", "--out", out).text())
                .contains("leave out --tiles").hasLineCount(1);
        assertThat(task("detect", "--question", "mass").text()).contains("--out");
        assertThat(out).doesNotExist();
    }

    /** Names of files may be names of patients. */
    @Test
    void damagedPicturesAreToldByTheirRow() throws IOException {
        Path damaged = Files.createDirectories(directory.resolve("damaged"));
        byte[] whole = Files.readAllBytes(picture());
        StringBuilder pictures = new StringBuilder("patient,side,view,file,split\n");
        StringBuilder findings = new StringBuilder("file,category,xmin,ymin,xmax,ymax\n");
        for (String part : List.of("train", "val", "test")) {
            for (int number = 0; number < 8; number++) {
                String name = "Zwetschge-" + part + number;
                Files.write(damaged.resolve(name + ".dcm"), Arrays.copyOf(whole, whole.length - 900));
                pictures.append(name + ",L,CC," + name + ".dcm," + part + "\n");
                if (number % 2 == 0) {
                    findings.append(name + ".dcm,mass,20,20,60,60\n");
                }
            }
        }
        Files.writeString(damaged.resolve("pictures.csv"), pictures);
        Files.writeString(damaged.resolve("findings.csv"), findings);
        for (String task : List.of("probe", "finetune", "detect", "factor")) {
            CommandLineRun refused = CommandLineRun.of("task", task, "--model", model, "--set", "csv", "--data",
                    damaged, "--question", "mass", "--out", directory.resolve("never-" + task));
            assertThat(refused.code()).as(refused.text()).isEqualTo(2);
            assertThat(refused.text()).as(task).contains("(pictures.csv, line ").doesNotContain("Zwetschge");
        }
    }
}
