package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nacre.core.Gradients;
import dev.nacre.core.Key;
import dev.nacre.core.ShapeException;
import dev.nacre.core.Tensor;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.JsonException;
import dev.nacre.core.io.SafetensorsFile;
import dev.nacre.nn.Parameter;
import dev.nacre.nn.Pass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModernBertTest {
    private static final ModernBertConfig SMALL = new ModernBertConfig(50, 24, 4, 2, 20, 16, 3, 2, 1000, 100, 1e-5);

    private final Tensor ids = Tensor.of(new int[] {2, 7, 9, 3, 0, 0, 0, 0, 2, 8, 8, 9, 11, 12, 13, 3}, 2, 8);
    private final Tensor mask = Tensor.of(new int[] {1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1}, 2, 8);

    @Test
    void baseSizeHasThePublishedNumberOfParameters() {
        ModernBert model = new ModernBert(ModernBertConfig.base(50_368));
        assertThat(model.parameters()).hasSize(134);
        assertThat(model.parameters().values().stream().mapToLong(p -> p.spec().shape().elements()).sum())
                .isEqualTo(149_014_272);
    }

    @Test
    void equalsHuggingFacesModelOfOtherSizes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("golden.safetensors");
        try (InputStream content = ModernBertTest.class.getResourceAsStream("modernbert-small.safetensors")) {
            Files.copy(content, file);
        }
        try (SafetensorsFile golden = SafetensorsFile.open(file)) {
            ModernBertConfig config = new ModernBertConfig(97, 48, 5, 3, 40, 64, 2, 3, 5000, 70, 1e-5);
            new GoldenTextModel(golden, new ModernBert(config), "text_encoder.").check();
        }
    }

    @Test
    void theVectorOfATextDoesNotDependOnItsPadding() {
        ModernBert model = new ModernBert(SMALL).init(Key.of(1));
        float[] padded = LastToken.of(model.forward(ids, mask, Pass.EVAL), mask).toFloats();
        Tensor alone = ids.slice(0, 0, 1).slice(1, 0, 4);
        Tensor ones = mask.slice(0, 0, 1).slice(1, 0, 4);
        float[] unpadded = LastToken.of(model.forward(alone, ones, Pass.EVAL), ones).toFloats();
        for (int i = 0; i < unpadded.length; i++) {
            assertThat(padded[i]).isCloseTo(unpadded[i], within(1e-5f));
        }
    }

    @Test
    void onlyGlobalLayersLookBeyondTheReach() {
        ModernBertConfig config = new ModernBertConfig(50, 24, 3, 2, 20, 16, 3, 1, 1000, 100, 1e-5);
        ModernBert model = new ModernBert(config).init(Key.of(1));
        Tensor other = Tensor.of(new int[] {2, 8, 8, 9, 11, 12, 13, 4}, 1, 8);
        Tensor text = ids.slice(0, 1, 2);
        Tensor all = mask.slice(0, 1, 2);
        assertThat(List.of(config.isGlobal(0), config.isGlobal(1), config.isGlobal(2), config.isGlobal(3)))
                .containsExactly(true, false, false, true);
        ModernBertLayer local = model.layers().get(1);
        Tensor present = all.equalTo(all);
        float[] before = local.forward(model.embeddings().forward(text, Pass.EVAL), present, Pass.EVAL).toFloats();
        float[] after = local.forward(model.embeddings().forward(other, Pass.EVAL), present, Pass.EVAL).toFloats();
        for (int token = 0; token < 8; token++) {
            assertThat(before[token * 24] == after[token * 24]).as("token %d", token).isEqualTo(token < 6);
        }
    }

    @Test
    void everyTrainedParameterGetsAGradientAndTheFinalNormDeclaresThatItGetsNone() {
        ModernBert model = new ModernBert(SMALL).init(Key.of(1));
        Gradients gradients = LastToken.of(model.forward(ids, mask, Pass.train(Key.of(2))), mask).square().sum()
                .backward();
        model.parameters().forEach((name, parameter) -> assertThat(gradients.has(parameter.value())).as(name)
                .isEqualTo(parameter.use() == Parameter.Use.TRAINED));
        assertThat(model.parameters().entrySet().stream().filter(e -> e.getValue().use() == Parameter.Use.UNUSED)
                .map(Map.Entry::getKey)).containsExactly("final_norm.weight");
    }

    @Test
    void layersThatAreComputedAgainGiveTheSameGradients() {
        List<float[]> plain = gradients(Pass.train(Key.of(3)));
        List<float[]> again = gradients(Pass.train(Key.of(3)).recomputing());
        for (int i = 0; i < plain.size(); i++) {
            assertThat(again.get(i)).isEqualTo(plain.get(i));
        }
    }

    private List<float[]> gradients(Pass pass) {
        ModernBert model = new ModernBert(SMALL).init(Key.of(1));
        Gradients gradients = model.forward(ids, mask, pass).square().sum().backward();
        return model.parameters().values().stream().filter(p -> p.use() == Parameter.Use.TRAINED)
                .map(p -> gradients.of(p.value()).toFloats()).toList();
    }

    @Test
    void wrongInputIsRefusedWithAReason() {
        ModernBert model = new ModernBert(SMALL).init(Key.of(1));
        Tensor longText = Tensor.of(new int[17], 1, 17);
        assertThatThrownBy(() -> model.forward(longText, longText, Pass.EVAL)).isInstanceOf(ShapeException.class)
                .hasMessageContaining("modernbert").hasMessageContaining("17 tokens, this model knows 16 positions");
        assertThatThrownBy(() -> new ModernBertConfig(50, 24, 4, 8, 20, 16, 3, 2, 1000, 100, 1e-5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("8 heads of an even width");
        assertThatThrownBy(() -> new ModernBertConfig(50, 24, 4, 2, 20, 16, 0, 2, 1000, 100, 1e-5))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("at least 1");
    }

    @Test
    void aConfigurationSurvivesJsonAndTellsItsKind() {
        assertThat(TextModelConfig.fromJson(Json.parse(SMALL.toJson().toString()))).isEqualTo(SMALL);
        BertConfig bert = BertConfig.small(50, 64, 2, 16);
        assertThat(TextModelConfig.fromJson(bert.toJson())).isEqualTo(bert);
        Json.Fields unknown = bert.toJson().with("kind", "roberta");
        assertThatThrownBy(() -> TextModelConfig.fromJson(unknown)).isInstanceOf(JsonException.class)
                .hasMessageContaining("\"roberta\" is unknown");
        assertThat(TextModel.of(SMALL)).isInstanceOf(ModernBert.class);
        assertThat(TextModel.of(bert)).isInstanceOf(Bert.class);
    }

    @Test
    void aBertOfAnOlderFileHasNoKind() {
        Json old = Json.parse("""
                {"vocabulary": 50, "width": 64, "layers": 2, "heads": 1, "intermediate": 256, "positions": 16,
                 "types": 2, "dropout": 0.1, "attention_dropout": 0.1, "epsilon": 1e-12}""");
        assertThat(TextModelConfig.fromJson(old)).isEqualTo(BertConfig.small(50, 64, 2, 16));
    }
}
