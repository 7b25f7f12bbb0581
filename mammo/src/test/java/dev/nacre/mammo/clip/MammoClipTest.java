package dev.nacre.mammo.clip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.nn.Parameter;
import dev.nacre.nn.model.EfficientNetConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MammoClipTest {
    private static final int CLINICAL_BERT_VOCABULARY = 28_996;

    @ParameterizedTest
    @CsvSource({"B2, 117126403, 506", "B5, 138093873, 852"})
    void countsAreThoseOfThePublishedFiles(String size, long parameters, int imageEntries) {
        EfficientNetConfig image = size.equals("B2") ? EfficientNetConfig.B2 : EfficientNetConfig.B5;
        MammoClip model = new MammoClip(MammoClipConfig.published(image, CLINICAL_BERT_VOCABULARY));
        assertThat(model.parameters().values().stream().mapToLong(p -> p.spec().shape().elements()).sum())
                .isEqualTo(parameters);
        assertThat(model.entries().keySet().stream().filter(name -> name.startsWith("image_encoder.")))
                .hasSize(imageEntries);
        assertThat(model.entries()).hasSize(imageEntries + 199 + 4 + 1);
    }

    @Test
    void namesAreThePublishedOnesAndOnlyThePoolerIsUnused() {
        MammoClip model = new MammoClip(MammoClipConfig.published(EfficientNetConfig.B2, CLINICAL_BERT_VOCABULARY));
        assertThat(model.entries().keySet()).startsWith("logit_scale", "image_encoder._conv_stem.weight").contains(
                "image_encoder._blocks.3._se_expand.bias", "image_encoder._bn1.num_batches_tracked",
                "text_encoder.text_encoder.embeddings.token_type_embeddings.weight",
                "text_encoder.text_encoder.encoder.layer.11.attention.output.LayerNorm.bias",
                "text_encoder.text_encoder.encoder.layer.0.attention.self.query.weight",
                "image_projection.projection.weight", "text_projection.projection.bias");
        assertThat(model.parameters().values().stream().filter(p -> p.use() == Parameter.Use.UNUSED)
                .map(Parameter::path)).containsExactly("text_encoder.text_encoder.pooler.dense.weight",
                        "text_encoder.text_encoder.pooler.dense.bias");
    }

    @Test
    void aConfigurationSurvivesJson() {
        MammoClipConfig config = MammoClipConfig.published(EfficientNetConfig.B5, CLINICAL_BERT_VOCABULARY);
        assertThat(MammoClipConfig.fromJson(config.toJson())).isEqualTo(config);
    }
}
