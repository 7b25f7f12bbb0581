package dev.nacre.mammo.finealign.model;

import dev.nacre.core.Distribution;
import dev.nacre.core.Key;
import dev.nacre.core.Tensor;
import dev.nacre.mammo.finealign.exam.WordBatch;
import dev.nacre.mammo.image.PictureBatch;
import dev.nacre.nn.model.BertConfig;
import dev.nacre.nn.model.PyramidConfig;
import dev.nacre.nn.text.TokenBatch;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Pictures and words that mean nothing, and models of the smallest size for them. */
final class RandomExams {
    static final int HEIGHT = 64;
    static final int WIDTH = 96;
    static final int VOCABULARY = 30;

    private RandomExams() {
    }

    static FineAlignConfig recommended(PyramidConfig pictures) {
        return FineAlignConfig.recommended(pictures, text(), 16);
    }

    static FineAlignConfig precursor(PyramidConfig pictures) {
        return FineAlignConfig.precursor(pictures, text());
    }

    /** Five layers, so that the last four are not all. */
    private static BertConfig text() {
        return BertConfig.small(VOCABULARY, 12, 5, 16).withDropout(0, 0);
    }

    /** Different for each slot, so that a picture does not depend on which others there are. */
    static PictureBatch pictures(int... slots) {
        float[] values = new float[slots.length * HEIGHT * WIDTH];
        for (int k = 0; k < slots.length; k++) {
            float[] one = Tensor.random(Key.of(100 + slots[k]), new Distribution.Uniform(0, 1), HEIGHT, WIDTH)
                    .toFloats();
            System.arraycopy(one, 0, values, k * HEIGHT * WIDTH, one.length);
        }
        return new PictureBatch(slots.length, HEIGHT, WIDTH, values);
    }

    /** The left two thirds of each picture. */
    static PictureBatch breasts(int pictures) {
        float[] values = new float[pictures * HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % WIDTH < 2 * WIDTH / 3 ? 1 : 0;
        }
        return new PictureBatch(pictures, HEIGHT, WIDTH, values);
    }

    static int[] allOf(int exams) {
        return IntStream.range(0, 4 * exams).toArray();
    }

    /**
     * Two texts: three words in two sentences, the second word of two pieces; and two words in one sentence.
     *
     * @param padding more tokens, words and sentences of nothing
     */
    static WordBatch words(int padding) {
        int tokens = 6 + padding;
        int words = 3 + padding;
        int sentences = 2 + padding;
        int[] ids = new int[2 * tokens];
        int[] mask = new int[2 * tokens];
        int[] wordOfToken = new int[2 * tokens];
        int[] sentenceOfWord = new int[2 * words];
        Arrays.fill(wordOfToken, -1);
        Arrays.fill(sentenceOfWord, -1);
        copy(ids, 0, 1, 5, 6, 7, 8, 2);
        copy(mask, 0, 1, 1, 1, 1, 1, 1);
        copy(wordOfToken, 0, -1, 0, 1, 1, 2, -1);
        copy(sentenceOfWord, 0, 0, 0, 1);
        copy(ids, tokens, 1, 9, 5, 2);
        copy(mask, tokens, 1, 1, 1, 1);
        copy(wordOfToken, tokens, -1, 0, 1, -1);
        copy(sentenceOfWord, words, 0, 0);
        return new WordBatch(new TokenBatch(2, tokens, ids, mask), words, sentences, wordOfToken, sentenceOfWord);
    }

    private static void copy(int[] target, int at, int... values) {
        System.arraycopy(values, 0, target, at, values.length);
    }
}
