package dev.nacre.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Checkpoint;
import dev.nacre.core.io.CheckpointDiff;
import dev.nacre.core.io.FileLayout;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.clip.MammoClip;
import dev.nacre.mammo.clip.MammoClipConfig;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.ModernBertConfig;
import dev.nacre.nn.model.TextModelConfig;
import dev.nacre.nn.text.WordPieceTrainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about files of weights, on small files in the published layouts. */
class CheckpointCommandTest {
    @TempDir
    private Path folder;

    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void forgetTheUser() {
        System.setProperty(LicenceNotices.STATE, folder.resolve("state").toString());
    }

    @AfterEach
    void forgetTheTest() {
        System.clearProperty(LicenceNotices.STATE);
    }

    private int nacre(Object... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return Nacre.run(Nacre.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)),
                Stream.of(arguments).map(Object::toString).toArray(String[]::new));
    }

    private Path published(String name, TextModelConfig text, UnaryOperator<String> rename) {
        MammoClip model = new MammoClip(new MammoClipConfig(EfficientNetConfig.B0, text, 32)).init(Key.of(5));
        SafetensorsWriter writer = new SafetensorsWriter();
        model.state().forEach(entry ->
                writer.add("model." + rename.apply(entry.name()), entry.value().get(), entry.layout()));
        writer.add("optimizer.state.0.exp_avg", Tensor.zeros(4), FileLayout.SAME);
        Path file = folder.resolve(name);
        writer.write(file);
        return file;
    }

    private Path mammoClip() {
        return published("clip.safetensors", BertConfig.small(200, 64, 1, 32), UnaryOperator.identity());
    }

    private Path mammoFm() {
        return published("fm.safetensors", new ModernBertConfig(200, 64, 2, 1, 96, 8192, 3, 64, 160_000, 10_000, 1e-5),
                name -> name.replace("text_encoder.text_encoder.", "text_encoder."));
    }

    private Path vocabulary() throws IOException {
        Path file = folder.resolve("words.txt");
        new WordPieceTrainer(100, 1, true).train(List.of("there is a mass", "no mass")).write(file);
        return file;
    }

    @Test
    void inspectNamesTheFamilyAndWhatFits() {
        assertThat(nacre("checkpoint", "inspect", mammoClip())).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Mammo-CLIP: EfficientNet-B0, BERT of 200 tokens, vectors of 32",
                "nothing is missing", "optimizer: 1 tensor, ", "Licence: ");
    }

    @Test
    void inspectListsWhatDoesNotFitWithItsNeighbours() {
        Path file = published("odd.safetensors", BertConfig.small(200, 64, 1, 32),
                name -> name.replace("_blocks.3._se_reduce.bias", "_blocks.3._se_reduse.bias"));
        assertThat(nacre("checkpoint", "inspect", file)).isZero();
        assertThat(out.toString()).contains("1 missing:", "1 unexpected:",
                "image_encoder._blocks.3._se_reduce.bias (near image_encoder._blocks.3._se_reduse.bias")
                .doesNotContain("nothing is missing");
    }

    @Test
    void inspectSpeaksToPrograms() {
        assertThat(nacre("checkpoint", "inspect", "--json", mammoFm())).isZero();
        Json summary = Json.parse(out.toString());
        assertThat(summary.get("model").get("family").text()).isEqualTo("mammo-fm");
        assertThat(summary.get("model").get("complete").truth()).isTrue();
        assertThat(summary.get("model").get("licence").get("permits_serving").truth()).isFalse();
        assertThat(summary.get("tensors").items()).hasSizeGreaterThan(300);
    }

    @Test
    void aFileOfNoFamilyIsListedAllTheSame() {
        Path file = folder.resolve("own.safetensors");
        new SafetensorsWriter().add("a.weight", Tensor.zeros(2, 3), FileLayout.SAME).write(file);
        assertThat(nacre("checkpoint", "inspect", "--all", file)).isZero();
        assertThat(out.toString()).contains("of no family", "a: 1 tensor", "a.weight  F32[2, 3]");
    }

    @Test
    void convertMakesAModelFileThatHoldsItsTokenizer() throws IOException {
        Path source = mammoClip();
        Path target = folder.resolve("model.safetensors");
        assertThat(nacre("checkpoint", "convert", source, target, "--tokenizer", vocabulary())).as(err.toString())
                .isZero();
        assertThat(nacre("checkpoint", "diff", source, target)).as(out.toString()).isZero();
        assertThat(out.toString()).contains("tensors are equal, bit for bit").doesNotContain("only in");
        assertThat(nacre("checkpoint", "diff", "--whole", source, target)).isEqualTo(3);
        assertThat(out.toString()).contains("387 only in " + source, "386 only in " + target);
        try (Checkpoint a = Checkpoint.open(source); Checkpoint b = Checkpoint.open(target)) {
            assertThat(CheckpointDiff.of(a.part("model."), b).same()).isTrue();
        }
    }

    @Test
    void aLicenceIsShownOnceAndRecordedWithTheUserAndInTheFile() throws IOException {
        Path source = mammoFm();
        Path target = folder.resolve("fm-model.safetensors");
        assertThat(nacre("checkpoint", "convert", source, target)).as(err.toString()).isZero();
        assertThat(err.toString()).contains("non-commercial research", "is not shown again");
        assertThat(out.toString()).contains("no sentences", "--tokenizer");
        assertThat(folder.resolve("state/licences-shown.json")).content().contains("mammo-fm-weights");
        assertThat(nacre("checkpoint", "convert", source, target)).isZero();
        assertThat(err.toString()).isEmpty();
        assertThat(nacre("checkpoint", "diff", source, target)).as(out.toString()).isZero();
        try (Checkpoint file = Checkpoint.open(target)) {
            assertThat(file.description().get("nacre").text()).contains("mammo-fm-weights");
        }
    }

    @Test
    void ofOtherFilesTheModelsWeightsAreKeptUnderTheirNames() {
        Path file = folder.resolve("own.safetensors");
        Path target = folder.resolve("copy.safetensors");
        new SafetensorsWriter().add("b", Tensor.zeros(2, 3), FileLayout.SAME).metadata("x", "y").write(file);
        assertThat(nacre("checkpoint", "convert", file, target)).as(err.toString()).isZero();
        try (Checkpoint copy = Checkpoint.open(target)) {
            assertThat(copy.floats("b")).hasSize(6);
            assertThat(copy.description().get("format").text()).isEqualTo("pt");
        }
    }

    @Test
    void mistakesAreOneSentenceAndLeaveEverythingAsItWas() throws IOException {
        Path file = mammoClip();
        byte[] before = Files.readAllBytes(file);
        mistake("does not exist", "inspect", folder.resolve("nowhere.pth"));
        mistake("is the file to be converted", "convert", file, file);
        mistake(".safetensors", "convert", file, folder.resolve("model.pth"));
        mistake("does not exist", "convert", file, folder.resolve("nowhere/model.safetensors"));
        mistake("vocab", "convert", file, folder.resolve("m.safetensors"), "--tokenizer", folder.resolve("vocab.txt"));
        mistake("Name a command");
        Path broken = Files.write(folder.resolve("broken.pth"), new byte[] {(byte) 0x80, 2, 'c', 'o', 's', '\n'});
        mistake("broken.pth", "inspect", broken);
        mistake("broken.pth", "diff", file, broken);
        assertThat(file).hasBinaryContent(before);
        assertThat(folder.resolve("m.safetensors")).doesNotExist();
    }

    private void mistake(String expected, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = "checkpoint";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        assertThat(nacre(all)).as(err.toString()).isEqualTo(2);
        assertThat(err.toString().strip()).startsWith("nacre: ").contains(expected).doesNotContain("\n");
    }
}
