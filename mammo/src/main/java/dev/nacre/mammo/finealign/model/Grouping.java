package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.exam.WordBatch;

/**
 * What belongs together in a batch of texts, as matrices that sum or average, all float32. Rows of padding are 0.
 *
 * @param piecesToWords {@code [texts, words, tokens]}, sums
 * @param wordsToSentences {@code [texts, sentences, words]}, means
 * @param sentencesToReport {@code [texts, 1, sentences]}, means
 * @param wordMask {@code [texts, words]}, 1 where a word is
 * @param sentenceMask {@code [texts, sentences]}, 1 where a sentence is
 */
record Grouping(Tensor piecesToWords, Tensor wordsToSentences, Tensor sentencesToReport, Tensor wordMask,
        Tensor sentenceMask) {
    static Grouping of(WordBatch batch) {
        int texts = batch.texts();
        int tokens = batch.tokens().length();
        int words = batch.words();
        int sentences = batch.sentences();
        float[] toWords = new float[texts * words * tokens];
        float[] toSentences = new float[texts * sentences * words];
        float[] toReport = new float[texts * sentences];
        float[] wordMask = new float[texts * words];
        float[] sentenceMask = new float[texts * sentences];
        for (int text = 0; text < texts; text++) {
            for (int token = 0; token < tokens; token++) {
                int word = batch.wordOfToken()[text * tokens + token];
                if (word >= 0) {
                    toWords[(text * words + word) * tokens + token] = 1;
                    wordMask[text * words + word] = 1;
                }
            }
            int[] counts = new int[sentences];
            for (int word = 0; word < words; word++) {
                int sentence = batch.sentenceOfWord()[text * words + word];
                if (sentence >= 0) {
                    counts[sentence]++;
                }
            }
            for (int word = 0; word < words; word++) {
                int sentence = batch.sentenceOfWord()[text * words + word];
                if (sentence >= 0) {
                    toSentences[(text * sentences + sentence) * words + word] = 1f / counts[sentence];
                }
            }
            int there = 0;
            for (int count : counts) {
                there += count > 0 ? 1 : 0;
            }
            for (int sentence = 0; sentence < sentences; sentence++) {
                if (counts[sentence] > 0) {
                    sentenceMask[text * sentences + sentence] = 1;
                    toReport[text * sentences + sentence] = 1f / there;
                }
            }
        }
        return new Grouping(Tensor.of(toWords, texts, words, tokens), Tensor.of(toSentences, texts, sentences, words),
                Tensor.of(toReport, texts, 1, sentences), Tensor.of(wordMask, texts, words),
                Tensor.of(sentenceMask, texts, sentences));
    }
}
