package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HuggingFaceTokenizerTest {
    private final Tokenizer tokenizer = TinyTokenizer.of(TinyTokenizer.file());

    @Test
    void mergesInTheOrderLearnedAndMarksStartAndEnd() {
        assertThat(tokenizer.encode("Mass masss as [SEP]x", 100)).containsExactly(0, 7, 7, 4, 3, 4, 9, 1, 9);
        assertThat(tokenizer.encode("", 100)).containsExactly(0, 9);
        assertThat(tokenizer.vocabularySize()).isEqualTo(10);
    }

    @Test
    void longTextsLoseTheirEndOrTheirStart() {
        assertThat(tokenizer.encode("mass as", 4)).containsExactly(0, 7, 3, 9);
        Json left = TinyTokenizer.with("truncation",
                "{\"max_length\": 4, \"strategy\": \"LongestFirst\", \"stride\": 0, \"direction\": \"Left\"}");
        assertThat(TinyTokenizer.of(left).encode("mass as", 4)).containsExactly(0, 3, 4, 9);
        assertThatThrownBy(() -> tokenizer.encode("mass", 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2");
    }

    @Test
    void thePaddingIsTheFilesTheUsualTokenOrAnyId() {
        assertThat(TinyTokenizer.of(TinyTokenizer.with("padding", """
                {"strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": null, "pad_id": 12,
                 "pad_type_id": 0, "pad_token": "[PAD]"}""")).paddingId()).isEqualTo(12);
        assertThat(TinyTokenizer.of(TinyTokenizer.with("model.vocab",
                "{\"?\": 1, \"m\": 2, \"a\": 3, \"s\": 4, \"ma\": 5, \"ss\": 6, \"mass\": 7, \"<pad>\": 8}"))
                .paddingId()).isEqualTo(8);
        assertThat(tokenizer.paddingId()).isZero();
        assertThat(tokenizer.encodeBatch(List.of("mass", ""), 9, Padding.TO_LONGEST).attentionMask())
                .containsExactly(1, 1, 1, 1, 1, 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "version | \"2.0\" | version \"2.0\" is not supported",
        "speed | 1 | the setting \"speed\" is unknown to Nacre",
        "model.type | \"Unigram\" | model: the type \"Unigram\" is not supported; Nacre reads BPE, WordPiece",
        "model.dropout | 0.1 | dropout of merges",
        "model.unk_token | \"!\" | the vocabulary lacks the unknown token \"!\"",
        "model.merges | [[\"m\", \"s\"]] | the vocabulary lacks \"ms\" of merge 0",
        "model.merges | [\"m a\", \"m a s\"] | model: merge 1 has not two sides",
        "model.merges | [[\"m\", 4]] | model: merge 0 has not two sides",
        "model.vocab | {\"a\": -1} | -1 is not a number from 0",
        "model.vocab | {\"a\": 5000000000} | 5000000000 is not a number from 0",
        "model.vocab | {\"a\": 1, \"b\": 1} | the id 1 belongs to two tokens",
        "model.vocab | [] | model.vocab: expected an object",
        "normalizer | {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"\"} | type \"Precompiled\" is not",
        "normalizer | {\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"Nmt\"}]} | [0]: the type \"Nmt\"",
        "normalizer | {\"type\": \"Strip\", \"strip_left\": true} | the setting \"strip_right\" is missing",
        "pre_tokenizer | {\"type\": \"Metaspace\"} | pre_tokenizer: the type \"Metaspace\" is not supported",
        "pre_tokenizer | {\"type\": \"Punctuation\", \"behavior\": \"Odd\"} | the behavior \"Odd\" is not supported",
        "pre_tokenizer | {\"type\": \"CharDelimiterSplit\", \"delimiter\": \"ab\"} | a delimiter is one character",
        "pre_tokenizer | {\"type\": \"WhitespaceSplit\", \"fast\": true} | the setting \"fast\" is unknown",
        "post_processor | {\"type\": \"Other\"} | post_processor: the type \"Other\" is not supported",
        "post_processor.single | [] | holds the text 0 times",
        "post_processor.single | [{\"Sequence\": {\"id\": \"A\", \"type_id\": 1}}] | token types other than 0",
        "post_processor.single | [{\"Sequence\": {\"id\": \"B\", \"type_id\": 0}}] | holds the text \"B\"",
        "post_processor.special_tokens | {} | the setting \"[CLS]\" is missing",
        "padding | {\"direction\": \"Left\", \"pad_id\": 0} | padding before the tokens is not supported",
        "added_tokens | [{\"id\": 3, \"content\": \"m\"}] | the token \"m\" has the id 3 here and 2 elsewhere",
    })
    void whatIsNotSupportedIsNamedWhenTheFileIsRead(String path, String json, String message) {
        Json file = TinyTokenizer.with(path, json);
        assertThatThrownBy(() -> TinyTokenizer.of(file)).isInstanceOf(InputException.class)
                .hasMessageStartingWith("the model's tokenizer").hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\\bword | holds \\b, which is not supported",
        "[[:alpha:]] | holds [:a inside brackets",
        "[a&&b] | holds &&b inside brackets",
        "a{2}+ | holds {2}+",
        "a{,} | holds {,}",
        "(?<name>a) | a group that starts with (?<n",
        "(?m:a) | a group that starts with (?m:",
        "(a)\\1 | holds \\1",
        "\\h | holds \\h",
        "\\p{Alpha} | the property Alpha",
        "(a | cannot be read",
        "a\\ | which is not supported",
    })
    void regularExpressionsThatMeanSomethingElseInJavaAreRefused(String expression, String message) {
        assertThatThrownBy(() -> TinyTokenizer.of(splitting(expression))).isInstanceOf(InputException.class)
                .hasMessageContaining("pre_tokenizer.pattern").hasMessageContaining(message);
    }

    @Test
    void aRegularExpressionThatRunsForeverIsStopped() {
        Tokenizer slow = TinyTokenizer.of(splitting("a*a*a*a*a*a*b"));
        assertThatThrownBy(() -> slow.encode("a".repeat(200), 9)).isInstanceOf(InputException.class)
                .hasMessageContaining("too many steps on a text of 200 characters");
        Tokenizer deep = TinyTokenizer.of(splitting("(?:a|s)+"));
        assertThatThrownBy(() -> deep.encode("a".repeat(1_000_000), 9)).isInstanceOf(InputException.class)
                .hasMessageContaining("nests too deeply");
    }

    private static Json splitting(String expression) {
        Json pattern = Json.object().with("Regex", expression);
        return TinyTokenizer.with("pre_tokenizer", Json.object().with("type", "Split").with("pattern", pattern)
                .with("behavior", "Isolated").with("invert", false).toString());
    }

    @Test
    void aWordOfAMillionCharactersIsSpelledInABreath() {
        String word = "mas".repeat(400_000);
        Json whole = TinyTokenizer.with("pre_tokenizer", "null");
        assertThat(TinyTokenizer.of(whole).encode(word, Integer.MAX_VALUE)).hasSize(800_002);
    }
}
