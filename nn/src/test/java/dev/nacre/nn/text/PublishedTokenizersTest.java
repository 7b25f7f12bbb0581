package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.io.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Small tokenizers of every kind that is read, beside the ids of the library that made them. */
class PublishedTokenizersTest {
    private static final int TOKENIZERS = 85;

    @Test
    void allGiveTheIdsOfTheLibraryThatMadeThem() throws IOException {
        int tokenizers = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(
                getClass().getResourceAsStream("tokenizers.jsonl.gz")), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                check(Json.parse(line));
                tokenizers++;
            }
        }
        assertThat(tokenizers).isEqualTo(TOKENIZERS);
    }

    private static void check(Json published) {
        Tokenizer tokenizer = HuggingFaceTokenizer.fromJson(
                Json.object().with("file", published.get("tokenizer")));
        assertThat(published.get("rows").items()).hasSizeGreaterThan(20);
        for (Json row : published.get("rows").items()) {
            String text = row.items().get(0).text();
            int[] expected = row.items().get(1).items().stream().mapToInt(id -> (int) id.whole()).toArray();
            assertThat(tokenizer.encode(text, Integer.MAX_VALUE)).as("%s: %s", published.get("name"), text)
                    .containsExactly(expected);
        }
    }
}
