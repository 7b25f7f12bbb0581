package dev.nacre.kernels.cuda.driver;

/**
 * Attention of every query to every key: y = softmax(scale·q·kᵀ)·v. Its tensors, in this order: query
 * {@code [batch, heads, queries, width]}, key and value {@code [batch, heads, keys, width]}, all three bfloat16, then
 * y, shaped as query, and ln Σeˢ {@code [batch, heads, queries]}, both float32. Weights are rounded to bfloat16 as a
 * factor; sums and softmax are float32.
 *
 * @param batch   sequences
 * @param heads   of each
 * @param queries of each head
 * @param keys    of each head
 * @param width   of a head
 * @param scale   of the products
 */
public record PlannedAttention(long batch, long heads, long queries, long keys, long width, float scale)
        implements PlannedWork {
    @Override
    public String toString() {
        return "attention [" + batch + ", " + heads + ", " + queries + ", " + width + "] to " + keys + " keys";
    }
}
