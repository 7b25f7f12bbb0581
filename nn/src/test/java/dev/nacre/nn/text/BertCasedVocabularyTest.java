package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every row of {@code tokenizer/wordpiece.json} against the bert-base-cased vocabulary. That vocabulary is data beside
 * the project and may not be copied into it: where it is absent, the test is skipped, and so it is no golden test, of
 * which none may be skipped.
 */
class BertCasedVocabularyTest {
    private static final String VOCABULARY = "data/microsoft-BlingFire/bert-base-cased-vocab.txt";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRowGivesTheSameIds(boolean lowerCase) {
        List<Path> places = Stream.of(System.getProperty("nacre.golden", "") + "/..", "../shared", "../../shared")
                .map(folder -> Path.of(folder, VOCABULARY)).toList();
        Path file = places.stream().filter(Files::exists).findFirst().orElse(null);
        assumeTrue(file != null, "skipped: the bert-base-cased vocabulary is at none of " + places);
        WordPieceTokenizer tokenizer = new WordPieceTokenizer(Vocabulary.read(file), lowerCase);

        Json golden = Json.parse(Golden.text("tokenizer/wordpiece.json"));
        int maximumLength = (int) golden.get("max_length").whole();
        List<Json> rows = golden.get("rows").items();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(20);
        for (Json row : rows) {
            int[] expected = row.get(lowerCase ? "ids_lower" : "ids_cased").items().stream()
                    .mapToInt(id -> (int) id.whole()).toArray();
            String text = row.get("text").text();
            assertThat(tokenizer.encode(text, maximumLength)).as(text).containsExactly(expected);
        }
    }
}
