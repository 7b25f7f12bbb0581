package dev.nacre.kernels.cuda.driver;

/**
 * The derivative of an attention. Its tensors, in this order: query, key and value as the attention has them, bfloat16;
 * y, shaped as query, and ln Σeˢ {@code [batch, heads, queries]}, float32; dy, shaped as y, bfloat16; dq, shaped as
 * query, bfloat16; dk and dv, shaped as key and value, and memory for Σdy·y {@code [batch, heads, queries]}, float32.
 * Weights and slopes of the scores are rounded to bfloat16 as factors; sums are float32, added in one order.
 *
 * @param attention the attention
 */
public record PlannedAttentionGradient(PlannedAttention attention) implements PlannedWork {
    @Override
    public String toString() {
        return "derivative of " + attention;
    }
}
