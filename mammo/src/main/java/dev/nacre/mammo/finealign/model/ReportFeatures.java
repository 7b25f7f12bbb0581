package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;

/**
 * What the text side of the network makes of texts. What belongs to padding is 0.
 *
 * @param words {@code [texts, words, width]}; unit vectors, but for the precursor, which leaves them as they are
 * @param wordMask {@code [texts, words]} float32, 1 where a word is
 * @param sentences {@code [texts, sentences, width]} unit vectors
 * @param sentenceMask {@code [texts, sentences]} float32, 1 where a sentence is
 * @param reports {@code [texts, width]} unit vectors
 */
public record ReportFeatures(Tensor words, Tensor wordMask, Tensor sentences, Tensor sentenceMask, Tensor reports) {
}
