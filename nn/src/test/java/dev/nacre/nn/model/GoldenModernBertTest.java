package dev.nacre.nn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ModernBERT of base width, with 4 and with 22 layers, against values that PyTorch computed in double precision. The
 * texts of the latter are longer than a local layer's reach.
 */
class GoldenModernBertTest {
    private static ModernBertConfig config(SafetensorsFile golden) {
        Json config = Json.parse(golden.metadata().get("config"));
        ModernBertConfig base = ModernBertConfig.base((int) config.get("vocab_size").whole());
        assertThat(config.get("local_attention").whole()).isEqualTo(2L * base.reach());
        return new ModernBertConfig(base.vocabulary(), (int) config.get("hidden_size").whole(),
                (int) config.get("num_hidden_layers").whole(), (int) config.get("num_attention_heads").whole(),
                (int) config.get("intermediate_size").whole(), (int) config.get("max_position_embeddings").whole(),
                base.globalEvery(), base.reach(), base.globalTheta(), base.localTheta(),
                config.get("norm_eps").decimal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"modernbert-4", "modernbert"})
    void equalsTheGoldenValues(String file) {
        try (SafetensorsFile golden = Golden.safetensors("models/" + file + ".safetensors")) {
            new GoldenTextModel(golden, new ModernBert(config(golden)), "text_encoder.").check();
        }
    }
}
