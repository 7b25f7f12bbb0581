package dev.nacre.mammo.finealign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.Key;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonWriter;
import dev.nacre.core.io.SafetensorsWriter;
import dev.nacre.mammo.finealign.exam.WordInput;
import dev.nacre.mammo.finealign.model.FineAlign;
import dev.nacre.mammo.finealign.model.FineAlignConfig;
import dev.nacre.mammo.image.PixelRecipe;
import dev.nacre.nn.Entry;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.ResNetConfig;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FineAlignFileTest {
    private static final WordPieceTokenizer TOKENIZER = new WordPieceTokenizer(new WordPieceTrainer(60, 1, true)
            .train(List.of("A mass in the left breast.", "No mass.")), true);

    @TempDir
    private Path folder;

    private static TrainedFineAlign trained(FineAlignConfig config) {
        return new TrainedFineAlign(new FineAlign(config).init(Key.of(3)), new WordInput(TOKENIZER, 24),
                PixelRecipe.oriented(64, 32), Json.object().with("epochs", 7));
    }

    private static BertConfig text() {
        return BertConfig.small(TOKENIZER.vocabularySize(), 16, 1, 24);
    }

    @Test
    void allThatBelongsToAModelComesBack() {
        for (FineAlignConfig config : List.of(FineAlignConfig.recommended(ResNetConfig.TINY, text(), 8),
                FineAlignConfig.precursor(EfficientNetConfig.TINY, text()))) {
            TrainedFineAlign written = trained(config);
            Path file = folder.resolve("model.safetensors");
            FineAlignFile.write(written, file);
            TrainedFineAlign read = TrainedFineAlign.load(file);
            assertThat(read.model().config()).isEqualTo(config);
            assertThat(read.words().toJson()).isEqualTo(written.words().toJson());
            assertThat(read.pictures()).isEqualTo(written.pictures());
            assertThat(read.training()).isEqualTo(written.training());
            assertThat(read.model().entries().keySet()).isEqualTo(written.model().entries().keySet());
            read.model().entries().forEach((name, entry) -> assertThat(entry.value().toFloats()).as(name)
                    .isEqualTo(written.model().entries().get(name).value().toFloats()));
        }
    }

    @Test
    void momentsOfAnOptimiserDoNotDisturb() {
        TrainedFineAlign written = trained(FineAlignConfig.recommended(ResNetConfig.TINY, text(), 8));
        Entry scale = written.model().entries().get("logit_scale");
        Path file = folder.resolve("model.safetensors");
        FineAlignFile.writer(written).add("first_moment.logit_scale", scale.value(), scale.layout()).write(file);
        assertThat(TrainedFineAlign.load(file).model().logitScale().item()).isPositive();
    }

    @Test
    void aFileWithoutAnEntryIsRefusedByItsName() {
        TrainedFineAlign written = trained(FineAlignConfig.recommended(ResNetConfig.TINY, text(), 8));
        TrainedFineAlign without = trained(written.model().config().withAsymmetry(FineAlignConfig.NO_ASYMMETRY));
        Path file = folder.resolve("model.safetensors");
        SafetensorsWriter writer = new SafetensorsWriter().metadata("nacre", JsonWriter.compact(Json.object()
                .with("family", "finealign").with("version", 1).with("model", written.model().config().toJson())
                .with("words", written.words().toJson()).with("pictures", written.pictures().toJson())
                .with("training", Json.object())));
        without.model().state().forEach(writer::add);
        writer.write(file);
        assertThatThrownBy(() -> TrainedFineAlign.load(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("asymmetry_vector");
    }

    @Test
    void filesOfOtherKindsAreRefused() throws IOException {
        Path other = folder.resolve("other.safetensors");
        new SafetensorsWriter().metadata("nacre", "{\"family\":\"mammo-clip\",\"version\":1}").write(other);
        assertThatThrownBy(() -> TrainedFineAlign.load(other)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("mammo-clip");
        new SafetensorsWriter().metadata("nacre", "{\"family\":\"finealign\",\"version\":2}").write(other);
        assertThatThrownBy(() -> TrainedFineAlign.load(other)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("version 2");
        new SafetensorsWriter().write(other);
        assertThatThrownBy(() -> TrainedFineAlign.load(other)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("finealign train");
        Path cut = folder.resolve("cut.safetensors");
        FineAlignFile.write(trained(FineAlignConfig.recommended(ResNetConfig.TINY, text(), 8)), cut);
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length - 100));
        assertThatThrownBy(() -> TrainedFineAlign.load(cut)).isInstanceOf(CheckpointException.class);
    }
}
