package dev.nacre.nn.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.nn.InputException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WordPieceTrainerTest {
    private static final List<String> TEXTS = List.of(
            "the breast is almost entirely fatty", "the breast is extremely dense",
            "scattered areas of fibroglandular density", "malignant lesion in the right breast .");

    @Test
    void specialTokensThenCharactersThenJoinedPiecesInTheOrderLearned() {
        Vocabulary vocabulary = new WordPieceTrainer(100, 2, true).train(List.of("aba aba ba"));
        // Pairs at first: a+##b 2, ##b+##a 2, b+##a 1; the tie goes to "##b ##a", which sorts first; then a+##ba.
        assertThat(vocabulary.tokens()).containsExactly(
                "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "##a", "##b", "##ba", "aba");
    }

    @Test
    void theOrderOfTheTextsDoesNotMatter() {
        Vocabulary first = new WordPieceTrainer(90, 1, true).train(TEXTS);
        List<String> shuffled = new ArrayList<>(TEXTS);
        Collections.shuffle(shuffled, new Random(3));
        assertThat(new WordPieceTrainer(90, 1, true).train(shuffled)).isEqualTo(first);
        assertThat(first.size()).isEqualTo(90);
    }

    @Test
    void aLargeEnoughVocabularyHoldsEveryWordWhole() {
        Vocabulary vocabulary = new WordPieceTrainer(2000, 1, true).train(TEXTS);
        WordPieceTokenizer tokenizer = new WordPieceTokenizer(vocabulary, true);
        for (String text : TEXTS) {
            assertThat(tokenizer.tokens(text)).containsExactly(text.split(" "));
        }
    }

    @Test
    void newWordsOfKnownCharactersAreNeverUnknown() {
        Vocabulary vocabulary = new WordPieceTrainer(70, 2, true).train(TEXTS);
        WordPieceTokenizer tokenizer = new WordPieceTokenizer(vocabulary, true);
        assertThat(tokenizer.tokens("ytisned tsaerb YLEMERTXE .")).doesNotContain("[UNK]");
        assertThat(tokenizer.tokens("zzz")).containsExactly("[UNK]");
    }

    @Test
    void rarePairsAreNotJoined() {
        Vocabulary vocabulary = new WordPieceTrainer(100, 3, true).train(List.of("ab ab cd cd cd"));
        assertThat(vocabulary.find("cd")).isPresent();
        assertThat(vocabulary.find("ab")).isEmpty();
    }

    @Test
    void refusesTextsWithoutWordsAndTooSmallAVocabulary() {
        assertThatThrownBy(() -> new WordPieceTrainer(100, 1, true).train(List.of(" ", "")))
                .isInstanceOf(InputException.class).hasMessageContaining("2 texts hold no word");
        assertThatThrownBy(() -> new WordPieceTrainer(8, 1, true).train(List.of("ab")))
                .isInstanceOf(InputException.class).hasMessageContainingAll("8 tokens is too small", "9");
        assertThatThrownBy(() -> new WordPieceTrainer(8, 0, true)).isInstanceOf(IllegalArgumentException.class);
    }
}
