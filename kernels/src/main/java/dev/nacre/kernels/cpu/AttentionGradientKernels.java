package dev.nacre.kernels.cpu;

import dev.nacre.core.op.Attention;
import dev.nacre.kernels.cpu.GemmOperand.LeftMatrix;
import java.lang.foreign.MemorySegment;

/**
 * The derivative of attention, block by block (Dao et al. 2022, "FlashAttention", section B.4): weights are
 * computed again from the kept sums. Heads are independent; within one, blocks follow each other in a fixed order.
 *
 * @param cotangent dy, in the layout of y
 */
record AttentionGradientKernels(Attention attention, AttentionHeads query, AttentionHeads key, AttentionHeads value,
                                AttentionHeads output, MemorySegment sums, long sumsOffset, AttentionHeads cotangent,
                                AttentionHeads.Admission admission) {
    private static final int QUERIES = AttentionKernels.QUERIES;
    private static final int KEYS = AttentionKernels.KEYS;

    /** dq, dk and dv, row-major from their starts. */
    record Results(MemorySegment dq, MemorySegment dk, MemorySegment dv) {
    }

    void run(Workers workers, int heads, Results results) {
        results.dq.fill((byte) 0);
        results.dk.fill((byte) 0);
        results.dv.fill((byte) 0);
        long flops = 10L * query.length() * key.length() * query.width();
        workers.ranges(heads, flops / 16, (begin, end) -> {
            try (var weights = Scratch.borrow((long) QUERIES * KEYS); var slopes = Scratch.borrow((long) QUERIES
                    * KEYS)) {
                for (int head = (int) begin; head < end; head++) {
                    for (int first = 0; first < query.length(); first += QUERIES) {
                        block(head, first, weights.segment(), slopes.segment(), results);
                    }
                }
            }
        });
    }

    private void block(int head, int first, MemorySegment weights, MemorySegment slopes, Results results) {
        int rows = Math.min(QUERIES, query.length() - first);
        int width = query.width();
        float[] means = means(head, first, rows);
        var one = Workers.of(1);
        for (int k = 0; k < key.length(); k += KEYS) {
            int count = Math.min(KEYS, key.length() - k);
            if (admission.skips(first, rows, k, count)) {
                continue;
            }
            var block = new Gemm.Target(weights, 0, count, false);
            Gemm.multiply(one, query.left(head, first), key.turned(head, k), rows, count, width, block);
            Gemm.multiply(one, cotangent.left(head, first), value.turned(head, k), rows, count, width,
                    new Gemm.Target(slopes, 0, count, false));
            weigh(head, first, rows, k, count, means, weights, slopes);
            long keyAt = ((long) head * key.length() + k) * width;
            long queryAt = ((long) head * query.length() + first) * width;
            Gemm.multiply(one, new LeftMatrix(weights, 0, 1, count), cotangent.right(head, first), count, width, rows,
                    new Gemm.Target(results.dv, keyAt, width, true));
            Gemm.multiply(one, new LeftMatrix(slopes, 0, 1, count), query.right(head, first), count, width, rows,
                    new Gemm.Target(results.dk, keyAt, width, true));
            Gemm.multiply(one, new LeftMatrix(slopes, 0, count, 1), key.right(head, k), rows, width, count,
                    new Gemm.Target(results.dq, queryAt, width, true));
        }
    }

    /** Σ dy·y of each query. */
    private float[] means(int head, int first, int rows) {
        float[] means = new float[rows];
        var loops = new RowLoops(query.width());
        for (int r = 0; r < rows; r++) {
            means[r] = (float) loops.dot(cotangent.segment(), cotangent.at(head, first + r), output.segment(),
                    output.at(head, first + r));
        }
        return means;
    }

    /** Scores become weights p = e^(s − ln Σeˢ), and products dy·v become slopes scale·p·(dy·v − Σ dy·y). */
    private void weigh(int head, int first, int rows, int k, int count, float[] means, MemorySegment weights,
                       MemorySegment slopes) {
        var loops = new RowLoops(count);
        float scale = (float) attention.scale();
        for (int r = 0; r < rows; r++) {
            long at = (long) r * count;
            float sum = Floats.get(sums, sumsOffset + (long) head * query.length() + first + r);
            if (sum == Float.NEGATIVE_INFINITY) {
                weights.asSlice(at * Float.BYTES, (long) count * Float.BYTES).fill((byte) 0);
                slopes.asSlice(at * Float.BYTES, (long) count * Float.BYTES).fill((byte) 0);
                continue;
            }
            loops.shiftScale(weights, at, 0, scale, weights, at);
            loops.exp(weights, at, sum, weights, at);
            if (admission.excludesAny()) {
                admission.exclude(weights, at, head, first + r, k, count, 0);
            }
            loops.timesShifted(weights, at, slopes, at, -means[r], slopes, at);
            loops.shiftScale(slopes, at, 0, scale, slopes, at);
        }
    }
}
