package dev.nacre.nn.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.golden.ListedCheckpoint;
import dev.nacre.core.io.CheckpointException;
import dev.nacre.core.io.LoadReport;
import dev.nacre.nn.model.Bert;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.EfficientNet;
import dev.nacre.nn.model.EfficientNetConfig;
import dev.nacre.nn.model.EfficientNetConfig.Padding;
import dev.nacre.nn.model.ModernBert;
import dev.nacre.nn.model.ModernBertConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedFamiliesTest {
    private static final String TIMM = "timm tf_efficientnet_b5";
    private static final String BERT = "transformers BertForPreTraining";
    private static final String RELEASE = "EfficientNet-PyTorch efficientnet-b2";
    private static final String MODERN_BERT = "transformers ModernBertForMaskedLM";

    private static ListedCheckpoint listed(String library, UnaryOperator<String> rename) throws IOException {
        return ListedCheckpoint.of(PublishedFamiliesTest.class.getResourceAsStream("/published/state-dicts.json"),
                library, rename);
    }

    private static PublishedModel<?> recognised(ListedCheckpoint file) {
        return PublishedFamilies.GENERAL.recognise(file).orElseThrow();
    }

    @Test
    void timmNamesFillOurNetworkToTheLastEntry() throws IOException {
        PublishedModel<?> model = recognised(listed(TIMM, UnaryOperator.identity()));
        assertThat(model.family()).isEqualTo("timm-efficientnet");
        assertThat(model.title()).contains("B5").contains("tf_ is assumed");
        assertThat(model.compare().complete()).as(model.compare().summary()).isTrue();
        assertThat(model.compare().loaded()).hasSize(852);
        assertThat(model.compare().unused()).containsExactly("classifier.weight", "classifier.bias");
    }

    @Test
    void aFileNameTellsTimmsTwoVariantsApart() throws IOException {
        ListedCheckpoint file = listed(TIMM, UnaryOperator.identity());
        EfficientNet tensorFlow = (EfficientNet) recognised(file.at("tf_efficientnet_b5_ns-6f26d0cf.pth")).model();
        EfficientNet timm = (EfficientNet) recognised(file.at("efficientnet_b5_sw_in12k.bin")).model();
        assertThat(tensorFlow.config().padding()).isEqualTo(Padding.FITTED);
        assertThat(tensorFlow.config().batchNormEpsilon()).isEqualTo(1e-3);
        assertThat(timm.config().padding()).isEqualTo(Padding.SYMMETRIC);
        assertThat(timm.config().batchNormEpsilon()).isEqualTo(1e-5);
    }

    @Test
    void aConfigurationBesideTheFileTellsThemToo(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"architecture\": \"efficientnet_b5\"}");
        ListedCheckpoint file = listed(TIMM, UnaryOperator.identity());
        EfficientNet timm = (EfficientNet) recognised(file.at(folder.resolve("model.bin").toString())).model();
        assertThat(timm.config().padding()).isEqualTo(Padding.SYMMETRIC);
    }

    @Test
    void theOlderReleaseFilesHaveOurNamesAndAClassifier() throws IOException {
        PublishedModel<?> model = recognised(listed(RELEASE, UnaryOperator.identity()));
        assertThat(model.family()).isEqualTo("efficientnet");
        assertThat(((EfficientNet) model.model()).config()).isEqualTo(EfficientNetConfig.B2);
        assertThat(model.compare().complete()).as(model.compare().summary()).isTrue();
        assertThat(model.compare().loaded()).hasSize(506);
        assertThat(model.compare().unused()).containsExactly("_fc.weight", "_fc.bias");
    }

    @Test
    void huggingFacesBertIsFoundBelowItsPrefix() throws IOException {
        PublishedModel<?> model = recognised(listed(BERT, UnaryOperator.identity()));
        assertThat(((Bert) model.model()).config()).isEqualTo(BertConfig.base(28_996));
        assertThat(model.compare().complete()).as(model.compare().summary()).isTrue();
        assertThat(model.compare().loaded()).hasSize(199);
    }

    @Test
    void olderFilesCallTheNormalisationsGammaAndBeta() throws IOException {
        PublishedModel<?> model = recognised(listed(BERT, name ->
                name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")));
        assertThat(model.compare().complete()).as(model.compare().summary()).isTrue();
    }

    @Test
    void headsAndEpsilonComeFromTheConfigurationBesideTheFile(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"),
                "{\"num_attention_heads\": 6, \"layer_norm_eps\": 1e-7, \"hidden_act\": \"gelu\"}");
        ListedCheckpoint file = listed(BERT, UnaryOperator.identity())
                .at(folder.resolve("pytorch_model.bin").toString());
        BertConfig config = ((Bert) recognised(file).model()).config();
        assertThat(config.heads()).isEqualTo(6);
        assertThat(config.epsilon()).isEqualTo(1e-7);
    }

    @Test
    void anotherActivationIsRefusedSinceResultsWouldBeOthers(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"hidden_act\": \"relu\"}");
        ListedCheckpoint file = listed(BERT, UnaryOperator.identity())
                .at(folder.resolve("pytorch_model.bin").toString());
        assertThatThrownBy(() -> recognised(file)).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("hidden_act").hasMessageContaining("relu");
    }

    @Test
    void huggingFacesModernBertIsFoundBelowItsPrefix() throws IOException {
        PublishedModel<?> model = recognised(listed(MODERN_BERT, UnaryOperator.identity()));
        assertThat(((ModernBert) model.model()).config()).isEqualTo(ModernBertConfig.base(50_368));
        assertThat(model.compare().complete()).as(model.compare().summary()).isTrue();
        assertThat(model.compare().loaded()).hasSize(134);
    }

    @ParameterizedTest
    @ValueSource(strings = {"module.", "model.", "state_dict.module.", "model.image_encoder."})
    void wrappersAroundANetworkAreLookedThrough(String wrapper) throws IOException {
        PublishedModel<?> model = recognised(listed(TIMM, wrapper::concat));
        assertThat(model.family()).isEqualTo("timm-efficientnet");
        assertThat(model.compare().complete()).isTrue();
    }

    @Test
    void aRenamedEntryIsReportedWithTheNameItProbablyHas() throws IOException {
        LoadReport report = recognised(listed(TIMM,
                name -> name.equals("blocks.3.2.se.conv_reduce.bias") ? "blocks.3.2.se.conv_reduse.bias" : name))
                .compare();
        assertThat(report.complete()).isFalse();
        assertThat(report.missing()).singleElement().satisfies(missing -> {
            assertThat(missing.name()).isEqualTo("_blocks.15._se_reduce.bias");
            assertThat(missing.near()).containsExactly("blocks.3.2.se.conv_reduse.bias");
        });
    }

    @Test
    void aFileOfNoKnownFamilyIsNotForcedIntoOne() throws IOException {
        assertThat(PublishedFamilies.GENERAL.recognise(listed(TIMM, name -> name.replace('_', '-'))))
                .isEmpty();
        assertThat(PublishedFamilies.GENERAL.recognise(listed(BERT, UnaryOperator.identity())
                .without("bert.embeddings.word_embeddings.weight"))).isEmpty();
    }
}
