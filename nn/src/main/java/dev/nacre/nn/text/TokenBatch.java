package dev.nacre.nn.text;

import dev.nacre.core.Tensor;

/**
 * Token ids of several texts, padded to one length. Arrays are row-major and not copied.
 *
 * @param texts number of rows
 * @param length ids per row
 * @param ids {@code [texts, length]}, padded on the right
 * @param attentionMask {@code [texts, length]}, 1 for a token, 0 for padding
 */
public record TokenBatch(int texts, int length, int[] ids, int[] attentionMask) {
    public TokenBatch {
        int elements = Math.multiplyExact(texts, length);
        if (ids.length != elements || attentionMask.length != elements) {
            throw new IllegalArgumentException("a batch of " + texts + " texts of " + length + " ids needs " + elements
                    + " ids and mask values, got " + ids.length + " and " + attentionMask.length);
        }
    }

    /** {@code [texts, length]} int32 on the current device. */
    public Tensor idTensor() {
        return Tensor.of(ids, texts, length);
    }

    /** {@code [texts, length]} int32 on the current device. */
    public Tensor attentionMaskTensor() {
        return Tensor.of(attentionMask, texts, length);
    }

    /** {@code [texts, length]}: all 0, since every row is one segment. */
    public int[] tokenTypeIds() {
        return new int[ids.length];
    }
}
