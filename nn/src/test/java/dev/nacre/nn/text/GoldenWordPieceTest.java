package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nacre.core.golden.Golden;
import dev.nacre.core.io.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every row of {@code tokenizer/wordpiece.json}, with a {@code vocab.txt} and with a {@code tokenizer.json} that says
 * the same. Where the whole vocabulary is not at hand, the part that these rows need serves.
 */
class GoldenWordPieceTest {
    private static final Vocabulary VOCABULARY = BertCasedVocabulary.whole().orElseGet(BertCasedVocabulary::kept);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRowGivesTheSameIds(boolean lowerCase) {
        assertEqual(new WordPieceTokenizer(VOCABULARY, lowerCase), lowerCase);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyRowGivesTheSameIdsWithATokenizerJson(boolean lowerCase) {
        assertEqual(HuggingFaceTokenizer.fromJson(Json.object().with("file", tokenizerJson(lowerCase))), lowerCase);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void thePartOfTheVocabularyIsEnoughForTheRowsOfTheResources(boolean lowerCase) {
        if (System.getProperty("nacre.golden", "").isBlank()) {
            assertEqual(new WordPieceTokenizer(BertCasedVocabulary.kept(), lowerCase), lowerCase);
        }
    }

    private static void assertEqual(Tokenizer tokenizer, boolean lowerCase) {
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

    private static Json tokenizerJson(boolean lowerCase) {
        Map<String, Json> ids = new LinkedHashMap<>();
        List<Json> added = new ArrayList<>();
        for (String token : VOCABULARY.tokens()) {
            ids.put(token, new Json.Whole(VOCABULARY.id(token)));
        }
        for (String token : SpecialTokens.ALL) {
            added.add(Json.object().with("id", VOCABULARY.id(token)).with("content", token).with("single_word", false)
                    .with("lstrip", false).with("rstrip", false).with("normalized", false).with("special", true));
        }
        Json.Fields file = (Json.Fields) Json.parse("""
                {"version": "1.0", "truncation": null, "padding": null,
                 "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
                                "strip_accents": null, "lowercase": %s},
                 "pre_tokenizer": {"type": "BertPreTokenizer"},
                 "post_processor": {"type": "BertProcessing", "sep": ["[SEP]", 102], "cls": ["[CLS]", 101]},
                 "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true}}""".formatted(lowerCase));
        return file.with("added_tokens", new Json.Items(added)).with("model", Json.object().with("type", "WordPiece")
                .with("unk_token", "[UNK]").with("continuing_subword_prefix", "##")
                .with("max_input_chars_per_word", 100).with("vocab", new Json.Fields(ids)));
    }
}
