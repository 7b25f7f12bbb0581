package dev.nacre.mammo.finealign.exam;

import dev.nacre.nn.text.TokenBatch;

/**
 * Texts as tokens, and which tokens make which words and sentences. Arrays are row-major and not copied.
 *
 * @param tokens of each text, marks at start and end included
 * @param words most words of a text
 * @param sentences most sentences of a text
 * @param wordOfToken {@code [texts, tokens.length()]}, number of the token's word in its text, −1 for marks and padding
 * @param sentenceOfWord {@code [texts, words]}, number of the word's sentence in its text, −1 for padding
 */
public record WordBatch(TokenBatch tokens, int words, int sentences, int[] wordOfToken, int[] sentenceOfWord) {
    public WordBatch {
        if (wordOfToken.length != tokens.ids().length || sentenceOfWord.length != tokens.texts() * words) {
            throw new IllegalArgumentException("a batch of " + tokens.texts() + " texts of " + tokens.length()
                    + " tokens and " + words + " words has words of " + wordOfToken.length + " tokens and sentences of "
                    + sentenceOfWord.length + " words");
        }
    }

    /** Number of texts. */
    public int texts() {
        return tokens.texts();
    }
}
