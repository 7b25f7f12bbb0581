package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every row of {@code tokenizer/byte-bpe-expected.json} with the tokenizer of {@code tokenizer/byte-bpe.json}. */
class GoldenByteBpeTest {
    private final Tokenizer tokenizer = Tokenizer.read(Golden.file("tokenizer/byte-bpe.json"));

    @Test
    void everyRowGivesTheSameIds() {
        List<Json> rows = Json.parse(Golden.text("tokenizer/byte-bpe-expected.json")).items();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(20);
        for (Json row : rows) {
            int[] expected = row.get("ids").items().stream().mapToInt(id -> (int) id.whole()).toArray();
            String text = row.get("text").text();
            assertThat(tokenizer.encode(text, Integer.MAX_VALUE)).as(text).containsExactly(expected);
        }
    }

    @Test
    void survivesBeingSavedInAModel() {
        Tokenizer copy = Tokenizer.fromJson(Json.parse(tokenizer.toJson().toString()));
        assertThat(copy.toJson()).isEqualTo(tokenizer.toJson());
        assertThat(copy.vocabularySize()).isEqualTo(tokenizer.vocabularySize());
        assertThat(copy.paddingId()).isEqualTo(tokenizer.paddingId());
        String text = "No suspicious mass, I'd say.";
        assertThat(copy.encode(text, 9)).isEqualTo(tokenizer.encode(text, 9)).hasSize(9);
    }
}
