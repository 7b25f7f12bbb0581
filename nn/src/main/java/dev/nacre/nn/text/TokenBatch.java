package dev.nacre.nn.text;

import dev.nacre.core.Tensor;
import java.util.Arrays;

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

    /** The texts from {@code begin} to {@code end}, which is left out, padded to the same length. */
    public TokenBatch part(int begin, int end) {
        return new TokenBatch(end - begin, length, Arrays.copyOfRange(ids, begin * length, end * length),
                Arrays.copyOfRange(attentionMask, begin * length, end * length));
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
