package dev.nacre.nn.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns text into token ids. Implementations are immutable and safe for use by many threads. */
public interface Tokenizer {
    /** Number of different ids; a model's word embedding has as many rows. */
    int vocabularySize();

    /** The id that fills rows of a batch. */
    int paddingId();

    /**
     * The ids of a text with the tokens that mark its start and end, cut on the right to {@code maximumLength} ids,
     * those marks included. Not padded.
     *
     * @throws IllegalArgumentException if {@code maximumLength} leaves no room for the marks
     */
    int[] encode(String text, int maximumLength);

    /** Encodes each text as {@link #encode} does and pads the rows to one length. */
    default TokenBatch encodeBatch(List<String> texts, int maximumLength, Padding padding) {
        List<int[]> rows = new ArrayList<>(texts.size());
        int length = 0;
        for (String text : texts) {
            int[] row = encode(text, maximumLength);
            rows.add(row);
            length = Math.max(length, row.length);
        }
        if (padding == Padding.TO_MAXIMUM_LENGTH) {
            length = maximumLength;
        }
        int[] ids = new int[Math.multiplyExact(rows.size(), length)];
        int[] attentionMask = new int[ids.length];
        Arrays.fill(ids, paddingId());
        for (int index = 0; index < rows.size(); index++) {
            int[] row = rows.get(index);
            int start = index * length;
            System.arraycopy(row, 0, ids, start, row.length);
            Arrays.fill(attentionMask, start, start + row.length, 1);
        }
        return new TokenBatch(rows.size(), length, ids, attentionMask);
    }
}
