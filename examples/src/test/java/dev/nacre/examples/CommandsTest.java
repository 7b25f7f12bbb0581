package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nacre.core.Shape;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.core.io.SafetensorsWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three commands on a tiny study, and what they answer to mistakes. */
class CommandsTest {
    @TempDir
    static Path directory;

    private static Path table;
    private static Path run;

    @TempDir
    Path scratch;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void train() throws IOException {
        table = TinyStudy.write(directory);
        run = directory.resolve("run");
        CommandsTest test = new CommandsTest();
        assertThat(test.nacre(pretrain(table, directory, run, "--epochs", "2"))).as(test.err.toString()).isZero();
        assertThat(test.out.toString()).contains("Training on 6 rows", "2 epochs of 2 steps", "not for diagnosis");
        assertThat(test.out.toString() + test.err).doesNotContain("SECRET");
    }

    @Test
    void pretrainLeavesModelCheckpointAndLog() throws IOException {
        assertThat(run.resolve("model.safetensors")).isRegularFile();
        assertThat(run.resolve("checkpoints/step-000000004.safetensors")).isRegularFile();
        assertThat(run.resolve("run.json")).content().contains("\"epochs\": 2", "\"code\"", "\"pictures\"")
                .doesNotContain("SECRET");
        assertThat(Files.readAllLines(run.resolve("epochs.csv"))).hasSize(1 + 2);
        assertThat(Files.readAllLines(run.resolve("log.csv"))).hasSize(1 + 2 * 2);
    }

    @Test
    void theConfigurationOfARunMakesItAgain() {
        Path again = scratch.resolve("again");
        assertThat(nacre("pretrain", "--config", run.resolve("run.json"), "--out", again)).as(err.toString()).isZero();
        assertThat(again.resolve("model.safetensors")).hasSameBinaryContentAs(run.resolve("model.safetensors"));
        assertThat(again.resolve("run.json")).hasSameTextualContentAs(run.resolve("run.json"));
    }

    @Test
    void aFinishedRunThatIsResumedStaysAsItIs() throws IOException {
        byte[] before = Files.readAllBytes(run.resolve("model.safetensors"));
        assertThat(nacre("pretrain", "--resume", run)).as(err.toString()).isZero();
        assertThat(run.resolve("model.safetensors")).hasBinaryContent(before);
    }

    @Test
    void trainingBeginsWithTheWeightsOfAnotherRun() {
        Path on = scratch.resolve("on");
        Path model = run.resolve("model.safetensors");
        Object[] arguments = {"pretrain", "--table", table, "--images", directory, "--out", on, "--height", 64,
            "--width", 64, "--batch", 3, "--epochs", 1, "--weights", model, "--learning-rate", "1e-12",
            "--text-length", 16};
        assertThat(nacre(arguments)).as(err.toString()).isZero();
        try (SafetensorsFile before = SafetensorsFile.open(model);
                SafetensorsFile after = SafetensorsFile.open(on.resolve("model.safetensors"))) {
            String stem = "image_encoder._conv_stem.weight";
            assertThat(after.floats(stem)).containsExactly(before.floats(stem), offset(1e-6f));
            assertThat(Json.parse(after.metadata().get("nacre")).get("tokenizer"))
                    .isEqualTo(Json.parse(before.metadata().get("nacre")).get("tokenizer"));
        }
        assertThat(on.resolve("run.json")).content().contains("\"weights\": \"");
        assertThat(nacre("pretrain", "--resume", on)).as(err.toString()).isZero();
    }

    @Test
    void weightsToBeginWithHaveSizesAndATokenizerOfTheirOwn() {
        Path model = run.resolve("model.safetensors");
        assertThat(nacre(pretrain(table, directory, scratch.resolve("x"), "--weights", model))).isEqualTo(2);
        assertThat(err.toString()).contains("leave out --encoder");
        assertThat(nacre("pretrain", "--table", table, "--images", directory, "--out", scratch.resolve("x"),
                "--weights", model, "--text-length", 4096)).isEqualTo(2);
        assertThat(err.toString()).contains("positions");
        assertThat(nacre("pretrain", "--table", table, "--images", directory, "--out", scratch.resolve("x"),
                "--tokenizer", table)).isEqualTo(2);
        assertThat(err.toString()).contains("belongs to --weights");
        assertThat(scratch.resolve("x")).doesNotExist();
    }

    @Test
    void aDryRunSaysWhatItTakesAndWritesNothing() {
        Path never = scratch.resolve("never");
        Object[] trained = pretrain(table, directory, never, "--dry-run");
        assertThat(nacre(trained)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("parameters; a step takes", "Nothing was written");
        assertThat(never).doesNotExist();
    }

    @Test
    void mistakesAboutConfigurationsAreOneSentence() throws IOException {
        Path folder = scratch.resolve("new");
        assertThat(nacre("pretrain", "--resume", run, "--epochs", "3")).isEqualTo(2);
        assertThat(err.toString()).contains("leave out --epochs");
        assertThat(nacre("pretrain", "--resume", scratch)).isEqualTo(2);
        assertThat(err.toString()).contains("run.json cannot be read");
        assertThat(nacre("pretrain", "--config", table, "--out", folder)).isEqualTo(2);
        assertThat(err.toString()).contains("cannot be used");
        String text = Files.readString(run.resolve("run.json"));
        Path typo = Files.writeString(scratch.resolve("typo.json"), text.replace("\"epochs\"", "\"epoch\""));
        assertThat(nacre("pretrain", "--config", typo, "--out", folder)).isEqualTo(2);
        assertThat(err.toString()).contains("has the option epoch, which pretrain does not know");
        Path kind = Files.writeString(scratch.resolve("kind.json"), text.replace("\"epochs\": 2", "\"epochs\": \"x\""));
        assertThat(nacre("pretrain", "--config", kind, "--out", folder)).isEqualTo(2);
        assertThat(err.toString()).contains("--epochs");
        Path other = Files.writeString(scratch.resolve("other.csv"), Files.readString(table).replace("above", "over"));
        assertThat(nacre("pretrain", "--config", run.resolve("run.json"), "--table", other, "--out", folder))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the data are not those of");
        assertThat(folder).doesNotExist();
    }

    @Test
    void zeroShotComparesEveryPictureWithEverySentence() throws IOException {
        Path scores = scratch.resolve("scores.csv");
        assertThat(nacre("zeroshot", "--model", run, "--table", table, "--images", directory, "--out", scores))
                .isZero();
        assertThat(Files.readAllLines(scores)).hasSize(1 + TinyStudy.ROWS * TinyStudy.ROWS)
                .first().isEqualTo("picture,sentence,rank,cosine,share,published_score,note");
        assertThat(Files.readString(scores)).contains("not for diagnosis").doesNotContain("SECRET");
        assertThat(out.toString()).contains("not for diagnosis", "of 6 pictures").doesNotContain("SECRET");
    }

    @Test
    void zeroShotTakesFilesFoldersAndSentences() throws IOException {
        Path file = Files.writeString(scratch.resolve("sentences.txt"), "a spot below\n\n a spot, left \n");
        assertThat(nacre("zeroshot", directory.resolve("spot3.png"), directory,
                "--model", run.resolve("model.safetensors"), "--sentence", "a spot above",
                "--sentences", file, "--out", scratch.resolve("s.csv"))).isZero();
        List<String> lines = Files.readAllLines(scratch.resolve("s.csv"));
        assertThat(lines).hasSize(1 + TinyStudy.ROWS * 3);
        assertThat(lines.get(1)).startsWith(directory.resolve("spot3.png") + ",a spot above,");
        assertThat(lines.get(3)).contains(",\"a spot, left\",");
    }

    @Test
    void embedWritesVectorsOfLengthOne() throws IOException {
        Path name = scratch.resolve("vectors");
        assertThat(nacre("embed", directory, "--model", run, "--sentence", "a spot above", "--out", name)).isZero();
        try (SafetensorsFile file = SafetensorsFile.open(scratch.resolve("vectors.safetensors"))) {
            assertThat(file.tensor("pictures").shape()).isEqualTo(Shape.of(TinyStudy.ROWS, 32));
            assertThat(file.tensor("sentences").shape()).isEqualTo(Shape.of(1, 32));
            double squares = 0;
            for (float value : file.floats("sentences")) {
                squares += value * value;
            }
            assertThat(squares).isBetween(0.9999, 1.0001);
            List<String> lines = Files.readAllLines(scratch.resolve("vectors.csv"));
            assertThat(lines).hasSize(1 + TinyStudy.ROWS + 1);
            assertThat(lines.get(1)).startsWith("picture," + directory.resolve("spot0.png") + ",")
                    .contains(Float.toString(file.floats("pictures")[0]));
            assertThat(lines.getLast()).startsWith("sentence,a spot above,");
        }
    }

    @Test
    void mistakesInTheTableAreOneSentence() throws IOException {
        assertMistake("does not exist", pretrain(scratch.resolve("no.csv"), directory, scratch.resolve("run")));
        assertMistake("[text] are missing", pretrain(bad("patient_id,laterality,CC,MLO,fold\n"), directory,
                scratch.resolve("run")));
        assertMistake("line 2, column CC: expected ',' or ']'", pretrain(bad(TinyStudy.HEADER
                + "SECRET,L,,['spot0.png' 'x'],[],['t'],1\n"), directory, scratch.resolve("run")));
        assertMistake("has no rows", pretrain(bad(TinyStudy.HEADER), directory, scratch.resolve("run")));
        assertMistake("is empty", pretrain(bad(""), directory, scratch.resolve("run")));
        assertMistake("every row has fold 1", pretrain(table, directory, scratch.resolve("run"), "--fold", "1"));
        assertMistake("fewer than one batch of 7", pretrain(table, directory, scratch.resolve("run"), "--batch", "7"));
        assertThat(scratch.resolve("run")).doesNotExist();
    }

    @Test
    void mistakesInPicturesAreOneSentence() throws IOException {
        Files.writeString(scratch.resolve("text.png"), "no picture");
        ImageIO.write(new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY), "png",
                scratch.resolve("constant.png").toFile());
        for (String[] pair : new String[][] {{"gone.png", "there is no picture"}, {"text.png", "neither PNG"},
            {"constant.png", "is constant"}}) {
            Path rows = bad(TinyStudy.HEADER + ("SECRET,L,,['" + pair[0] + "'],[],['t'],1\n").repeat(4));
            assertMistake(pair[1], pretrain(rows, scratch, scratch.resolve("run")));
            assertMistake(pair[1], "zeroshot", "--model", run, "--sentence", "a spot", scratch.resolve(pair[0]));
        }
        assertThat(scratch.resolve("run")).doesNotExist();
    }

    @Test
    void mistakesInModelAndVocabularyAreOneSentence() throws IOException {
        Path spot = directory.resolve("spot0.png");
        assertMistake("there is no model", "zeroshot", "--model", scratch, "--sentence", "a", spot);
        Path other = scratch.resolve("other.safetensors");
        new SafetensorsWriter().add("x", Tensor.zeros(2), FileLayout.SAME).write(other);
        assertMistake("other.safetensors", "zeroshot", "--model", other, "--sentence", "a", spot);
        Path words = Files.writeString(scratch.resolve("vocab.txt"), "a\nb\n");
        assertMistake("vocab.txt lacks", pretrain(table, directory, scratch.resolve("run"), "--vocabulary", words));
    }

    @Test
    void mistakesInOptionsAreOneSentence() throws IOException {
        Path spot = directory.resolve("spot0.png");
        assertMistake("no sentences", "zeroshot", "--model", run, spot);
        assertMistake("no pictures", "embed", "--model", run, "--out", scratch.resolve("v"));
        assertMistake("given twice", "zeroshot", "--model", run, spot, "--sentence", "a", "--sentence", "a");
        assertMistake("--table needs --images", "embed", "--model", run, "--table", table,
                "--out", scratch.resolve("v"));
        assertMistake("either from --table or", "embed", spot, "--model", run, "--table", table, "--images", directory,
                "--out", scratch.resolve("v"));
        assertMistake("does not exist", "embed", spot, "--model", run, "--out", scratch.resolve("no/v"));
        assertMistake("is not empty", pretrain(table, directory, run));
        assertMistake("is a file", pretrain(table, directory, table.resolve("run")));
        assertMistake("--epochs is 0", pretrain(table, directory, scratch.resolve("run"), "--epochs", "0"));
        assertMistake("--clip is -1", pretrain(table, directory, scratch.resolve("run"), "--clip", "-1"));
        assertMistake("Missing required option: '--out=RUN'", "pretrain", "--table", table, "--images", directory);
    }

    @Test
    void prepareMakesPicturesAndSaysWhatItRefused() throws IOException {
        Path output = scratch.resolve("prepared");
        assertThat(nacre("prepare", "--in", directory, "--out", output, "--recipe", "plain", "--height", 32, "--width",
                32, "--threads", 2, "--allow",
                "too-small,few-levels,blank")).as(err.toString()).isZero();
        assertThat(out.toString()).contains("research use, not for diagnosis", "refused: not-a-picture",
                "for example ", output.resolve("prepared.csv").toString());
        assertThat(output.resolve("pictures/spot0.png")).isRegularFile();
        assertThat(Files.readString(output.resolve("prepared.csv"))).contains("table.csv,,refused,")
                .contains("spot0.png,spot0.png,prepared,").doesNotContain("SECRET");
        assertMistake("there is no folder", "prepare", "--in", scratch.resolve("none"), "--out", output);
        assertMistake("no picture recipe 'sharp'", "prepare", "--in", directory, "--out", output, "--recipe", "sharp");
        assertMistake("--height is 0", "prepare", "--in", directory, "--out", output, "--height", 0);
        assertMistake("--threads is 0", "prepare", "--in", directory, "--out", output, "--threads", 0);
        assertMistake("no picture is refused for 'ugly'", "prepare", "--in", directory, "--out", output, "--allow",
                "ugly");
        assertMistake("does not look at windows", "prepare", "--in", directory, "--out", output, "--window", 1);
        assertMistake("in another way (recipe", "prepare", "--in", directory, "--out", output);
    }

    private static Object[] pretrain(Path table, Path images, Path out, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("pretrain", "--table", table, "--images", images, "--out", out,
                "--encoder", "tiny", "--height", 64, "--width", 64, "--text-layers", 1, "--text-width", 64,
                "--embedding", 32));
        if (!List.of(more).contains("--batch")) {
            arguments.addAll(List.of("--batch", 3));
        }
        arguments.addAll(List.of(more));
        return arguments.toArray();
    }

    private Path bad(String content) throws IOException {
        return Files.writeString(scratch.resolve("bad.csv"), content);
    }

    private void assertMistake(String part, Object... arguments) {
        err.getBuffer().setLength(0);
        assertThat(nacre(arguments)).as(err.toString()).isEqualTo(2);
        assertThat(err.toString().lines().toList()).hasSize(1).first().asString().startsWith("nacre: ").contains(part)
                .doesNotContain("SECRET");
    }

    private int nacre(Object... arguments) {
        String[] texts = List.of(arguments).stream().map(String::valueOf).toArray(String[]::new);
        return Nacre.run(Nacre.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                texts);
    }
}
