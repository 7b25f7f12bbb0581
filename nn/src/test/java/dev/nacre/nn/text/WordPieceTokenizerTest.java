package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Json;
import dev.nacre.nn.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordPieceTokenizerTest {
    private final Vocabulary vocabulary = Vocabulary.of(List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "mass", "ma", "##mm", "##mmo", "##gram",
            "no", "a", "##s", "😀"));
    private final WordPieceTokenizer tokenizer = new WordPieceTokenizer(vocabulary, true);

    @Test
    void takesTheLongestPieceFromTheLeft() {
        assertThat(tokenizer.tokens("No mammogram masss"))
                .containsExactly("no", "ma", "##mmo", "##gram", "mass", "##s");
    }

    @Test
    void aWordThatCannotBeSpelledToItsEndIsUnknownAsAWhole() {
        assertThat(tokenizer.tokens("massive no")).containsExactly("[UNK]", "no");
        assertThat(tokenizer.tokens("😀 😀x")).containsExactly("😀", "[UNK]");
    }

    @Test
    void aWordOfMoreThanOneHundredCharactersIsUnknown() {
        assertThat(tokenizer.tokens("a" + "s".repeat(99))).hasSize(100).startsWith("a", "##s");
        assertThat(tokenizer.tokens("a" + "s".repeat(100))).containsExactly("[UNK]");
    }

    @Test
    void specialTokensInTheTextStandForThemselves() {
        assertThat(tokenizer.tokens("no[MASK]mass")).containsExactly("no", "[MASK]", "mass");
        assertThat(tokenizer.tokens("[mask]")).containsExactly("[UNK]", "[UNK]", "[UNK]");
    }

    @Test
    void encodingMarksStartAndEndAndCutsOnTheRight() {
        assertThat(tokenizer.encode("no mass", 256)).containsExactly(2, 10, 5, 3);
        assertThat(tokenizer.encode("no mass no mass", 4)).containsExactly(2, 10, 5, 3);
        assertThat(tokenizer.encode("no mass", 2)).containsExactly(2, 3);
        assertThat(tokenizer.encode("", 256)).containsExactly(2, 3);
        assertThatThrownBy(() -> tokenizer.encode("no", 1)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 2");
    }

    @Test
    void isSavedAsJsonAndReadBack() {
        WordPieceTokenizer copy = WordPieceTokenizer.fromJson(Json.parse(tokenizer.toJson().toString()));
        assertThat(copy.vocabulary()).isEqualTo(vocabulary);
        assertThat(copy.lowerCase()).isTrue();
        assertThatThrownBy(() -> WordPieceTokenizer.fromJson(Json.parse("{\"kind\": \"byte-bpe\"}")))
                .isInstanceOf(InputException.class).hasMessageContaining("byte-bpe");
    }

    @Test
    void batchesArePaddedToTheLongestRowOrToTheMaximum() {
        List<String> texts = List.of("no", "no mass no");
        TokenBatch longest = tokenizer.encodeBatch(texts, 256, Padding.TO_LONGEST);
        assertThat(longest.texts()).isEqualTo(2);
        assertThat(longest.length()).isEqualTo(5);
        assertThat(longest.ids()).containsExactly(2, 10, 3, 0, 0, 2, 10, 5, 10, 3);
        assertThat(longest.attentionMask()).containsExactly(1, 1, 1, 0, 0, 1, 1, 1, 1, 1);
        assertThat(longest.tokenTypeIds()).containsOnly(0).hasSize(10);

        TokenBatch fixed = tokenizer.encodeBatch(texts, 7, Padding.TO_MAXIMUM_LENGTH);
        assertThat(fixed.length()).isEqualTo(7);
        assertThat(fixed.ids()).startsWith(2, 10, 3, 0, 0, 0, 0, 2, 10, 5);
        assertThat(tokenizer.encodeBatch(List.of(), 7, Padding.TO_LONGEST).ids()).isEmpty();
    }
}
