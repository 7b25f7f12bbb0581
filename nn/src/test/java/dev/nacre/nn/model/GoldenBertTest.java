package dev.nacre.nn.model;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import dev.nacre.core.io.SafetensorsFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BERT, tiny and of base size, against values that PyTorch computed in double precision. */
class GoldenBertTest {
    private static BertConfig config(SafetensorsFile golden) {
        Json config = Json.parse(golden.metadata().get("config"));
        return new BertConfig((int) config.get("vocab_size").whole(), (int) config.get("hidden_size").whole(),
                (int) config.get("num_hidden_layers").whole(), (int) config.get("num_attention_heads").whole(),
                (int) config.get("intermediate_size").whole(), (int) config.get("max_position_embeddings").whole(),
                (int) config.get("type_vocab_size").whole(), 0, 0, config.get("layer_norm_eps").decimal());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-tiny", "bert"})
    void equalsTheGoldenValues(String file) {
        try (SafetensorsFile golden = Golden.safetensors("models/" + file + ".safetensors")) {
            new GoldenTextModel(golden, new Bert(config(golden)), "text_encoder.text_encoder.").check();
        }
    }
}
