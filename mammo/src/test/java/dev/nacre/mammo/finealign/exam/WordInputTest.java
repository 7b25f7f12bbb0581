package dev.nacre.mammo.finealign.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nacre.core.io.Json;
import dev.nacre.nn.text.Padding;
import dev.nacre.nn.text.TokenBatch;
import dev.nacre.nn.text.WordPieceTokenizer;
import dev.nacre.nn.text.WordPieceTrainer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordInputTest {
    private static final String FIRST = "Spiculated mass, 12 mm, in the left breast.";
    private static final String SECOND = "BI-RADS 4c.";
    private final WordPieceTokenizer tokenizer = new WordPieceTokenizer(
            new WordPieceTrainer(60, 1, true).train(List.of(FIRST, "masses spread in breasts left and right")), true);
    private final WordInput words = new WordInput(tokenizer, 64);

    @Test
    void tokensAreThoseOfTheWholeText() {
        WordBatch batch = words.encode(List.of(List.of(FIRST, SECOND), List.of(SECOND)));
        TokenBatch whole = tokenizer.encodeBatch(List.of(FIRST + " " + SECOND, SECOND), 64, Padding.TO_LONGEST);
        assertThat(batch.tokens().ids()).isEqualTo(whole.ids());
        assertThat(batch.tokens().attentionMask()).isEqualTo(whole.attentionMask());
    }

    @Test
    void tokensBelongToWordsAndWordsToSentences() {
        WordBatch batch = words.encode(List.of(List.of(FIRST, SECOND), List.of(SECOND)));
        int length = batch.tokens().length();
        int firstWords = words.words(FIRST).size();
        int secondWords = words.words(SECOND).size();
        assertThat(batch.words()).isEqualTo(firstWords + secondWords);
        assertThat(batch.sentences()).isEqualTo(2);
        assertThat(batch.wordOfToken()[0]).isEqualTo(-1);
        assertThat(batch.wordOfToken()[length - 1]).isEqualTo(-1);
        // Every word has its tokens, one after the other.
        assertThat(Arrays.stream(batch.wordOfToken(), 1, length - 1).distinct().toArray())
                .isEqualTo(java.util.stream.IntStream.range(0, batch.words()).toArray());
        int[] sentences = Arrays.copyOf(batch.sentenceOfWord(), batch.words());
        assertThat(Arrays.stream(sentences).filter(sentence -> sentence == 0).count()).isEqualTo(firstWords);
        assertThat(batch.sentenceOfWord()[batch.words()]).isZero();
        assertThat(batch.sentenceOfWord()[2 * batch.words() - 1]).isEqualTo(-1);
    }

    @Test
    void aLongTextEndsAtAWord() {
        WordInput few = new WordInput(tokenizer, 12);
        WordBatch batch = few.encode(List.of(List.of(FIRST, SECOND)));
        assertThat(batch.tokens().length()).isLessThanOrEqualTo(12);
        int[] whole = words.encode(List.of(List.of(FIRST, SECOND))).tokens().ids();
        int tokens = batch.tokens().length() - 1;
        assertThat(Arrays.copyOf(batch.tokens().ids(), tokens)).isEqualTo(Arrays.copyOf(whole, tokens));
        assertThat(batch.sentences()).isEqualTo(2);
    }

    @Test
    void aTextWithoutAWordIsRefused() {
        assertThatThrownBy(() -> words.encode(List.of(List.of(" ")))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no word");
        assertThatThrownBy(() -> words.encode(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itComesBackFromItsDescription() {
        WordInput again = WordInput.fromJson(Json.parse(words.toJson().toString()));
        assertThat(again.encode(List.of(List.of(FIRST))).tokens().ids())
                .isEqualTo(words.encode(List.of(List.of(FIRST))).tokens().ids());
    }
}
